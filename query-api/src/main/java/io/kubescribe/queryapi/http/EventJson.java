package io.kubescribe.queryapi.http;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.StoredEvent;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// One event as the API shows it. The members are fixed: add, never rename.
final class EventJson {
  private static final Logger log = LoggerFactory.getLogger(EventJson.class);
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private EventJson() {}

  static void write(JsonGenerator json, StoredEvent stored, EventSessions sessions) {
    json.writeStartObject();
    writeMembers(json, stored, sessions);
    json.writeEndObject();
  }

  static void writeMembers(JsonGenerator json, StoredEvent stored, EventSessions sessions) {
    json.writeStringProperty("id", stored.id().value());
    try {
      AuditEvent event = AuditEventParser.parse(stored.raw(), stored.envelope());
      writeFields(json, event, sessions);
    } catch (UnreadableEventException e) {
      // Only parsed events are stored, so this version reads less than the one that stored it.
      log.atWarn().addKeyValue("event", stored.id()).setCause(e).log("stored event is unreadable");
      Json.time(json, "timestamp", stored.envelope().receivedAt());
      json.writeStringProperty("cluster", stored.envelope().cluster().value());
    }
    Json.time(json, "receivedAt", stored.envelope().receivedAt());
    json.writeStringProperty("source", stored.envelope().source());
    json.writeName("redactions");
    json.writeStartArray();
    for (Redaction redaction : stored.envelope().redactions()) {
      json.writeStartObject();
      Json.text(json, "pointer", redaction.pointer());
      Json.text(json, "rule", redaction.rule());
      json.writeNumberProperty("length", redaction.length());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeRaw(json, stored.raw());
  }

  private static void writeFields(JsonGenerator json, AuditEvent event, EventSessions sessions) {
    Json.time(json, "timestamp", event.timestamp());
    json.writeStringProperty("cluster", event.cluster().value());
    Json.text(json, "auditID", event.auditId());
    Json.text(json, "stage", event.stage());
    Json.text(json, "level", event.level());
    Json.text(json, "verb", event.verb());
    Json.text(json, "action", event.action());
    Json.text(json, "user", event.user());
    json.writeStringProperty("userKind", UserKind.of(event.user()).text());
    Json.texts(json, "groups", event.groups());
    Json.text(json, "impersonatedUser", event.impersonatedUser());
    Json.text(json, "namespace", event.namespace());
    Json.text(json, "resource", event.resource());
    Json.text(json, "subresource", event.subresource());
    Json.text(json, "apiGroup", event.apiGroup());
    Json.text(json, "name", event.name());
    json.writeName("code");
    if (event.code() == 0) {
      json.writeNull();
    } else {
      json.writeNumber(event.code());
    }
    Json.text(json, "reason", event.reason());
    Json.text(json, "decision", event.decision());
    Json.text(json, "uri", event.uri());
    Json.text(json, "pod", event.pod());
    Json.text(json, "container", event.container());
    Json.text(json, "command", event.command());
    Json.text(json, "sourceIP", event.sourceIp());
    Json.texts(json, "sourceIPs", event.sourceIps());
    Json.text(json, "userAgent", event.userAgent());
    Json.text(json, "session", sessions.of(event));
    Json.texts(json, "flags", event.flags().stream().map(EventFlag::text).toList());
  }

  /// Bytes that are not UTF-8 show as replacement marks; what is then still no JSON (stored as
  /// UTF-16, say) is shown as a text. `/raw` has the bytes as they are.
  private static void writeRaw(JsonGenerator json, byte[] raw) {
    String text = new String(raw, StandardCharsets.UTF_8);
    if (text.startsWith(BYTE_ORDER_MARK)) {
      text = text.substring(1);
    }
    json.writeName("raw");
    boolean plain = text.indexOf('\ufffd') < 0 && text.indexOf('\0') < 0;
    if (plain || isJson(text)) {
      json.writeRawValue(text);
    } else {
      json.writeString(text);
    }
  }

  private static boolean isJson(String text) {
    try {
      return StrictJson.MAPPER.readTree(text).isObject();
    } catch (JacksonException e) {
      return false;
    }
  }
}
