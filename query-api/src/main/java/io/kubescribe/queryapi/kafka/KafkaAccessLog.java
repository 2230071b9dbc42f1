package io.kubescribe.queryapi.kafka;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessLog;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.databind.node.ObjectNode;

/// Writes entries to `kubescribe.access`. Safe for use by many threads.
public final class KafkaAccessLog implements AccessLog {
  private static final int VERSION = 1;

  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;

  /// The producer may block while it waits for metadata; the request must not.
  private final Executor senders =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("access-log-", 0).factory());

  /// @param producer stays the caller's to close
  public KafkaAccessLog(LogProducer producer) {
    this(producer::send);
  }

  KafkaAccessLog(Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send) {
    this.send = send;
  }

  @Override
  public CompletableFuture<Void> write(AccessEntry entry) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topic.ACCESS.topicName(),
            entry.user().getBytes(StandardCharsets.UTF_8),
            StrictJson.MAPPER.writeValueAsBytes(json(entry)));
    CompletableFuture<Void> durable = new CompletableFuture<>();
    senders.execute(() -> send(record, durable));
    return durable;
  }

  private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Void> durable) {
    var _ =
        send.apply(record)
            .whenComplete((_, failure) -> {
              if (failure == null) {
                durable.complete(null);
              } else {
                durable.completeExceptionally(failure);
              }
            });
  }

  private static ObjectNode json(AccessEntry entry) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    json.put("version", VERSION);
    json.put("request", entry.request().toString());
    json.put("time", entry.time().toString());
    json.put("user", entry.user());
    json.put("action", entry.action().text());
    if (entry.query() != null) {
      json.put("query", entry.query());
    }
    if (entry.from() != null) {
      json.put("from", entry.from().toString());
    }
    if (entry.to() != null) {
      json.put("to", entry.to().toString());
    }
    ObjectNode parameters = json.putObject("parameters");
    new TreeMap<>(entry.parameters()).forEach(parameters::put);
    if (entry.event() != null) {
      json.put("event", entry.event());
    }
    if (entry.session() != null) {
      json.put("session", entry.session());
    }
    json.put("address", entry.address());
    json.put("outcome", entry.outcome().text());
    if (entry.results() != null) {
      json.put("results", entry.results());
    }
    return json;
  }
}
