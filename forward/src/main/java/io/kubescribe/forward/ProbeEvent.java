package io.kubescribe.forward;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.core.store.IndexableEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// An event by which a destination can be tried out. It says of itself that it is a test. Static.
public final class ProbeEvent {
  private ProbeEvent() {}

  /// @param now its time
  public static IndexableEvent at(Instant now) {
    ClusterName cluster = new ClusterName("kubescribe-test");
    EventEnvelope envelope =
        new EventEnvelope(cluster, "test", now.truncatedTo(ChronoUnit.MILLIS), List.of(), null);
    byte[] raw =
        """
        {"level":"Metadata","auditID":"kubescribe-test-%d","stage":"ResponseComplete",\
        "requestURI":"/kubescribe-test","verb":"get","user":{"username":"kubescribe:test"},\
        "sourceIPs":["127.0.0.1"],"userAgent":"kubescribe forward test",\
        "responseStatus":{"code":200},"stageTimestamp":"%s"}\
        """
            .formatted(now.toEpochMilli(), now.truncatedTo(ChronoUnit.MICROS))
            .getBytes(StandardCharsets.UTF_8);
    try {
      var event = AuditEventParser.parse(raw, envelope);
      return new IndexableEvent(
          AuditEventId.of(cluster, event.auditId(), event.stage(), raw),
          event,
          envelope,
          raw,
          new Checkpoint.Partition(Topic.AUDIT.topicName(), 0),
          0);
    } catch (UnreadableEventException e) {
      throw new IllegalStateException("our own event", e);
    }
  }
}
