package io.kubescribe.ingest.gateway.control;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.kafka.ConsumerLoop;
import io.kubescribe.core.kafka.ControlRecords;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Ends sessions of this process when another process asks for it on the topic
/// `kubescribe.control`. Owns its thread. Safe for use by many threads.
public final class ControlTopic implements Component {
  private final ConsumerLoop loop;

  /// @param sessions of this process
  public ControlTopic(KafkaConfig kafka, SessionControl sessions) {
    this.loop = new ConsumerLoop("session-control", kafka, Topic.CONTROL, new Ending(sessions));
  }

  public void start() {
    loop.start();
  }

  /// Reads the topic from its begin at each start: what is not open here any more is left alone,
  /// and no session is older than its process.
  record Ending(SessionControl sessions) implements ConsumerLoop.Handler {
    @Override
    public Checkpoint start() {
      return Checkpoint.NONE;
    }

    @Override
    public void handle(List<ConsumerRecord<byte[], byte[]>> records, Checkpoint next) {
      for (ConsumerRecord<byte[], byte[]> record : records) {
        ControlRecords.read(record)
            .ifPresent(request -> sessions.end(request.session(), request.who(), request.why()));
      }
    }

    @Override
    public void stop() {}
  }

  @Override
  public String name() {
    return "session-control";
  }

  /// Never failed: sessions go on without it, and the receiver beside it must stay ready while
  /// Kafka is away.
  @Override
  public CheckResult check() {
    CheckResult reading = loop.check();
    return reading.ok()
        ? reading
        : CheckResult.ok("warning: no session can be ended by others: " + reading.message());
  }

  @Override
  public void close() throws IOException {
    loop.close();
  }
}
