package io.kubescribe.forward.profile;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;

/// The named fields in the words of the Elastic Common Schema, and the event itself as the text
/// `event.original`: the objects in it never become fields, so that no index runs out of them.
final class PlainProfile implements Profile.Writer {
  @Override
  public void write(IndexableEvent indexable, JsonBytes json) {
    AuditEvent event = indexable.event();
    json.open().member("@timestamp", event.timestamp().toString());
    json.name("event")
        .open()
        .member("id", indexable.id().value())
        .member("kind", "event")
        .member("dataset", "kubescribe.audit")
        .member("action", event.action() == null ? event.verb() : event.action())
        .member("outcome", outcome(event))
        .member("created", indexable.envelope().receivedAt().toString())
        .name("original")
        .text(StrictJson.readable(indexable.raw()))
        .close();
    json.name("user").open().member("name", event.user());
    if (event.impersonatedUser() != null) {
      json.name("effective").open().member("name", event.impersonatedUser()).close();
    }
    json.close();
    if (event.sourceIp() != null) {
      json.name("source").open().member("ip", event.sourceIp()).close();
    }
    json.name("user_agent").open().member("original", event.userAgent()).close();
    json.name("url").open().member("original", event.uri()).close();
    kubernetes(event, json);
    if (event.code() != 0) {
      json.name("http")
          .open()
          .name("response")
          .open()
          .member("status_code", event.code())
          .close()
          .close();
    }
    json.close();
  }

  private static void kubernetes(AuditEvent event, JsonBytes json) {
    json.name("orchestrator")
        .open()
        .member("type", "kubernetes")
        .name("cluster")
        .open()
        .member("name", event.cluster().value())
        .close()
        .member("namespace", event.namespace())
        .name("resource")
        .open()
        .member("type", event.resource())
        .member("name", event.name())
        .close()
        .close();
    json.name("kubescribe")
        .open()
        .member("auditID", event.auditId())
        .member("stage", event.stage())
        .member("level", event.level())
        .member("verb", event.verb())
        .member("apiGroup", event.apiGroup())
        .member("subresource", event.subresource())
        .member("decision", event.decision())
        .member("reason", event.reason())
        .member("pod", event.pod())
        .member("container", event.container())
        .member("command", event.command())
        .close();
  }

  static String outcome(AuditEvent event) {
    if ("forbid".equals(event.decision())) {
      return "failure";
    }
    return event.code() == 0 ? "unknown" : event.code() < 400 ? "success" : "failure";
  }
}
