package io.kubescribe.app.demo;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Writes one stage of a [Call] as the webhook sends it: no `kind`, no `apiVersion`, members in the
/// order of `k8s.io/apiserver/pkg/apis/audit/v1/types.go`.
final class EventWriter {
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private EventWriter() {}

  static byte[] write(Call call, String auditId, String stage, Instant received, Instant reached) {
    StringBuilder out = new StringBuilder(1024);
    boolean answered = !stage.equals("RequestReceived");
    out.append("{\"level\":\"").append(call.level);
    out.append("\",\"auditID\":\"").append(auditId);
    out.append("\",\"stage\":\"").append(stage);
    out.append("\",\"requestURI\":");
    Json.quote(out, call.uri());
    out.append(",\"verb\":\"").append(call.verb).append("\",\"user\":");
    writeUser(out, call.caller);
    if (call.actingAs != null) {
      out.append(",\"impersonatedUser\":{\"username\":");
      Json.quote(out, call.actingAs);
      out.append(",\"groups\":[\"developers\",\"system:authenticated\"]}");
    }
    out.append(",\"sourceIPs\":");
    Json.quote(out, List.of(call.caller.ip()));
    out.append(",\"userAgent\":");
    Json.quote(out, call.caller.agent());
    if (call.target != null) {
      writeTarget(out, call.target);
    }
    if (answered) {
      writeStatus(out, call);
      if (call.requestObject != null) {
        out.append(",\"requestObject\":").append(call.requestObject);
      }
      if (call.responseObject != null && stage.equals("ResponseComplete")) {
        out.append(",\"responseObject\":").append(call.responseObject);
      }
    }
    out.append(",\"requestReceivedTimestamp\":\"");
    MICROS.formatTo(received, out);
    out.append("\",\"stageTimestamp\":\"");
    MICROS.formatTo(reached, out);
    out.append('"');
    if (answered && call.caller.username() != null) {
      writeAnnotations(out, call);
    }
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void writeUser(StringBuilder out, Caller caller) {
    if (caller.username() == null) {
      out.append("{}");
      return;
    }
    out.append("{\"username\":");
    Json.quote(out, caller.username());
    if (caller.uid() != null) {
      out.append(",\"uid\":\"").append(caller.uid()).append('"');
    }
    out.append(",\"groups\":");
    Json.quote(out, caller.groups());
    if (caller.credential() != null) {
      out.append(",\"extra\":{\"authentication.kubernetes.io/credential-id\":[\"")
          .append(caller.credential())
          .append("\"]}");
    }
    out.append('}');
  }

  private static void writeTarget(StringBuilder out, Target target) {
    out.append(",\"objectRef\":{\"resource\":\"").append(target.resource()).append('"');
    if (target.namespace() != null) {
      out.append(",\"namespace\":\"").append(target.namespace()).append('"');
    }
    if (target.name() != null) {
      out.append(",\"name\":");
      Json.quote(out, target.name());
    }
    if (!target.group().isEmpty()) {
      out.append(",\"apiGroup\":\"").append(target.group()).append('"');
    }
    out.append(",\"apiVersion\":\"").append(target.version()).append('"');
    if (target.subresource() != null) {
      out.append(",\"subresource\":\"").append(target.subresource()).append('"');
    }
    out.append('}');
  }

  private static void writeStatus(StringBuilder out, Call call) {
    out.append(",\"responseStatus\":{\"metadata\":{}");
    if (call.message != null) {
      out.append(",\"status\":\"Failure\",\"message\":");
      Json.quote(out, call.message);
      out.append(",\"reason\":\"").append(call.reason).append('"');
      if (call.target != null && call.code != 401) {
        writeDetails(out, call.target);
      }
    }
    out.append(",\"code\":").append(call.code).append('}');
  }

  private static void writeDetails(StringBuilder out, Target target) {
    out.append(",\"details\":{");
    if (target.name() != null) {
      out.append("\"name\":");
      Json.quote(out, target.name());
      out.append(',');
    }
    if (!target.group().isEmpty()) {
      out.append("\"group\":\"").append(target.group()).append("\",");
    }
    out.append("\"kind\":\"").append(target.resource()).append("\"}");
  }

  private static void writeAnnotations(StringBuilder out, Call call) {
    out.append(",\"annotations\":{");
    if (call.caller.usesSecretToken()) {
      out.append("\"authentication.k8s.io/legacy-token\":\"")
          .append(call.caller.username())
          .append("\",");
    }
    out.append("\"authorization.k8s.io/decision\":\"")
        .append(call.denied ? "forbid" : "allow")
        .append("\",\"authorization.k8s.io/reason\":");
    Json.quote(out, call.denied ? "" : call.caller.rule());
    if (call.extraAnnotation != null) {
      out.append(',').append(call.extraAnnotation);
    }
    out.append('}');
  }
}
