package io.kubescribe.forward.profile;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;
import java.util.ArrayList;
import java.util.List;

/// The shape that Elastic's Kubernetes integration gives audit events: the whole event under
/// `kubernetes.audit`, with `_` for `.` in the keys of annotations and without the `metadata` of
/// request and response objects, and the ECS fields that its rules ask for beside it.
///
/// Source: `elastic/integrations`, `packages/kubernetes/data_stream/audit_logs`.
final class EcsKubernetesProfile implements Profile.Writer {
  @Override
  public void write(IndexableEvent indexable, JsonBytes json) {
    AuditEvent event = indexable.event();
    byte[] raw = StrictJson.readable(indexable.raw());
    json.open()
        .member("@timestamp", event.timestamp().toString())
        .name("ecs")
        .open()
        .member("version", "8.11.0")
        .close();
    json.name("event")
        .open()
        .member("id", indexable.id().value())
        .member("kind", "event")
        .member("dataset", "kubernetes.audit_logs")
        .member("module", "kubernetes")
        .member("action", event.verb());
    // As the integration does it: by the authorizer's decision, whatever the response was.
    if (event.decision() != null) {
      json.member("outcome", event.decision().equals("allow") ? "success" : "failure");
    }
    json.close();
    json.name("user").open().member("name", event.user());
    userId(raw, json);
    json.close();
    json.name("user_agent").open().member("original", event.userAgent()).close();
    addresses(event, json);
    json.name("orchestrator")
        .open()
        .member("type", "kubernetes")
        .name("cluster")
        .open()
        .member("name", event.cluster().value())
        .close()
        .close();
    images(raw, json);
    json.name("kubernetes").open().name("audit");
    audit(raw, json);
    json.close().close();
  }

  private static void addresses(AuditEvent event, JsonBytes json) {
    if (!event.sourceIps().isEmpty()) {
      json.name("source").open().member("ip", event.sourceIps()).close();
    }
    if (event.sourceIp() != null) {
      json.name("client").open().member("ip", event.sourceIp()).close();
    }
  }

  private static void userId(byte[] raw, JsonBytes json) {
    Members.find(raw, "user", "uid")
        .ifPresent(uid -> json.name("id").json(raw, uid.from(), uid.to()));
  }

  private static void images(byte[] raw, JsonBytes json) {
    List<String> images = new ArrayList<>();
    Members.find(raw, "requestObject", "spec", "containers")
        .ifPresent(containers ->
            RawJson.elements(
                raw,
                containers.from(),
                containers.to(),
                (_, from, to) ->
                    Members.find(raw, from, to, "image")
                        .filter(image -> raw[image.from()] == '"')
                        .ifPresent(
                            image -> images.add(RawJson.text(raw, image.from(), image.to())))));
    if (!images.isEmpty()) {
      json.name("container").open().name("image").open().member("name", images).close().close();
    }
  }

  private static void audit(byte[] raw, JsonBytes json) {
    json.open();
    RawJson.members(
        raw,
        0,
        raw.length,
        (nameFrom, nameTo, from, to) -> {
          String name = RawJson.text(raw, nameFrom, nameTo);
          json.name(name);
          switch (name) {
            case "annotations" -> annotations(raw, from, to, json);
            case "requestObject", "responseObject" -> withoutMetadata(raw, from, to, json);
            default -> json.json(raw, from, to);
          }
        });
    json.close();
  }

  private static void annotations(byte[] raw, int from, int to, JsonBytes json) {
    if (raw[from] != '{') {
      json.json(raw, from, to);
      return;
    }
    json.open();
    RawJson.members(
        raw,
        from,
        to,
        (nameFrom, nameTo, valueFrom, valueTo) ->
            json.name(RawJson.text(raw, nameFrom, nameTo).replace('.', '_'))
                .json(raw, valueFrom, valueTo));
    json.close();
  }

  private static void withoutMetadata(byte[] raw, int from, int to, JsonBytes json) {
    if (raw[from] != '{') {
      json.json(raw, from, to);
      return;
    }
    json.open();
    RawJson.members(
        raw,
        from,
        to,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          String name = RawJson.text(raw, nameFrom, nameTo);
          if (!name.equals("metadata")) {
            json.name(name).json(raw, valueFrom, valueTo);
          }
        });
    json.close();
  }
}
