package io.kubescribe.ingest.event;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.ingest.RedactConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Bodies for tests and a preparer that takes them.
final class Bodies {
  static final ClusterName CLUSTER = new ClusterName("prod");
  static final Instant RECEIVED = Instant.parse("2026-11-23T08:00:00Z");
  static final DataKey KEY = new DataKey(new byte[32]);
  static final EventPreparer PREPARER =
      new EventPreparer(new Redactor(new RedactConfig(true, List.of()), KEY));

  private Bodies() {}

  static String event(int number) {
    return """
    {"level":"Metadata","auditID":"id-%d","stage":"ResponseComplete","requestURI":"/api/v1/pods",\
    "verb":"list","user":{"username":"alice","groups":["a","b"]},"sourceIPs":["10.0.0.1"],\
    "objectRef":{"resource":"pods","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":200},\
    "requestReceivedTimestamp":"2026-11-23T07:59:59.000001Z",\
    "stageTimestamp":"2026-11-23T07:59:59.500000Z",\
    "annotations":{"authorization.k8s.io/decision":"allow"}}\
    """
        .formatted(number);
  }

  static String list(List<String> items) {
    return "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"metadata\":{},\"items\":["
        + String.join(",", items)
        + "]}\n";
  }

  static List<String> events(int count) {
    List<String> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(i));
    }
    return events;
  }

  static PreparedBatch prepare(String body) {
    return prepare(body.getBytes(StandardCharsets.UTF_8));
  }

  static PreparedBatch prepare(byte[] body) {
    return PREPARER.prepare(CLUSTER, "webhook", RECEIVED, null, body);
  }

  static List<String> raws(PreparedBatch batch) {
    return batch.events().stream().map(event -> text(event.raw())).toList();
  }

  static List<String> pieces(PreparedBatch batch) {
    return batch.quarantined().stream().map(piece -> text(piece.raw())).toList();
  }

  static List<String> reasons(PreparedBatch batch) {
    return batch.quarantined().stream()
        .map(piece -> piece.reason().substring(0, piece.reason().indexOf(':')))
        .toList();
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
