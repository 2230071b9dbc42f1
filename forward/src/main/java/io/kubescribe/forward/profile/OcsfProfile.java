package io.kubescribe.forward.profile;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// OCSF API Activity (class 6003), version 1.4: `list` is a read and `deletecollection` a delete,
/// the source is the last address, and times are milliseconds; the whole event stands in
/// `raw_data`.
///
/// Source: `ocsf/ocsf-schema`, `events/application/api_activity.json`.
final class OcsfProfile implements Profile.Writer {
  private static final int CLASS = 6003;
  private static final int OTHER = 99;

  @Override
  public void write(IndexableEvent indexable, JsonBytes json) {
    AuditEvent event = indexable.event();
    int activity = activity(event.verb());
    byte[] raw = StrictJson.readable(indexable.raw());
    json.open()
        .member("class_uid", CLASS)
        .member("category_uid", 6)
        .member("activity_id", activity)
        .member("type_uid", CLASS * 100L + activity)
        .member("severity_id", severity(event))
        .member("time", event.timestamp().toEpochMilli());
    status(event, json);
    json.name("metadata")
        .open()
        .member("version", "1.4.0")
        .member("uid", indexable.id().value())
        .member("logged_time", indexable.envelope().receivedAt().toEpochMilli())
        .name("product")
        .open()
        .member("name", "Kubescribe")
        .member("vendor_name", "Kubescribe")
        .close()
        .member("profiles", List.of("container"))
        .close();
    json.name("actor").open().name("user").open().member("name", event.user());
    Members.text(raw, "user", "uid").ifPresent(uid -> json.member("uid", uid));
    groups(event, json);
    json.close().close();
    api(event, json);
    source(event, json);
    json.name("http_request")
        .open()
        .member("user_agent", event.userAgent())
        .name("url")
        .open()
        .member("path", path(event.uri()))
        .close()
        .close();
    resource(event, json);
    json.name("unmapped").open().member("cluster", event.cluster().value());
    json.member("impersonatedUser", event.impersonatedUser())
        .member("stage", event.stage())
        .member("level", event.level())
        .member("command", event.command())
        .close();
    json.name("raw_data").text(raw).close();
  }

  private static int activity(@Nullable String verb) {
    if (verb == null) {
      return OTHER;
    }
    return switch (verb) {
      case "create" -> 1;
      case "get", "list", "watch" -> 2;
      case "update", "patch" -> 3;
      case "delete", "deletecollection" -> 4;
      default -> OTHER;
    };
  }

  /// Informational, and low for what was refused.
  private static int severity(AuditEvent event) {
    return event.code() == 401 || event.code() == 403 ? 2 : 1;
  }

  private static void status(AuditEvent event, JsonBytes json) {
    String outcome = PlainProfile.outcome(event);
    json.member("status_id", outcome.equals("unknown") ? 0 : outcome.equals("success") ? 1 : 2);
    if (event.code() != 0) {
      json.member("status_code", Integer.toString(event.code()));
    }
  }

  private static void groups(AuditEvent event, JsonBytes json) {
    json.name("groups").openArray();
    event.groups().forEach(group -> json.open().member("name", group).close());
    json.closeArray();
  }

  private static void api(AuditEvent event, JsonBytes json) {
    json.name("api").open().member("operation", event.verb() == null ? "unknown" : event.verb());
    json.name("request").open().member("uid", event.auditId()).close();
    if (event.apiGroup() != null) {
      json.name("group").open().member("name", event.apiGroup()).close();
    }
    if (event.code() != 0) {
      json.name("response")
          .open()
          .member("code", event.code())
          .member("error", event.reason())
          .close();
    }
    json.close();
  }

  private static void source(AuditEvent event, JsonBytes json) {
    json.name("src_endpoint").open().member("ip", event.sourceIp());
    int hops = event.sourceIps().size();
    if (hops > 1) {
      json.member("intermediate_ips", event.sourceIps().subList(0, hops - 1));
    }
    json.close();
  }

  private static @Nullable String path(@Nullable String uri) {
    int question = uri == null ? -1 : uri.indexOf('?');
    return uri == null || question < 0 ? uri : uri.substring(0, question);
  }

  private static void resource(AuditEvent event, JsonBytes json) {
    if (event.resource() == null) {
      return;
    }
    String type =
        event.subresource() == null
            ? event.resource()
            : event.resource() + "/" + event.subresource();
    json.name("resources")
        .openArray()
        .open()
        .member("type", type)
        .member("name", event.name())
        .member("namespace", event.namespace())
        .close()
        .closeArray();
  }
}
