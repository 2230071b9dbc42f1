package io.kubescribe.ingest.spool;

import io.kubescribe.core.kafka.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/// A log that answers as it is told. Safe for use by many threads.
public final class FakeLog implements RecordLog {
  public enum Answer {
    ACK,
    FAIL,
    TOO_LARGE,
    NONE
  }

  private final List<ProducerRecord<byte[], byte[]>> taken = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> offered = new ArrayList<>();
  private final List<Runnable> unanswered = new ArrayList<>();
  private Function<ProducerRecord<byte[], byte[]>, Answer> answers = _ -> Answer.ACK;

  @Override
  public synchronized CompletableFuture<RecordMetadata> send(
      ProducerRecord<byte[], byte[]> record) {
    offered.add(record);
    CompletableFuture<RecordMetadata> result = new CompletableFuture<>();
    switch (answers.apply(record)) {
      case ACK -> {
        taken.add(record);
        result.complete(metadata(record));
      }
      case FAIL -> result.completeExceptionally(new TimeoutException("kafka is away"));
      case TOO_LARGE -> result.completeExceptionally(new RecordTooLargeException("too large"));
      case NONE ->
          unanswered.add(() -> {
            taken.add(record);
            result.complete(metadata(record));
          });
    }
    return result;
  }

  private static RecordMetadata metadata(ProducerRecord<byte[], byte[]> record) {
    return new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
  }

  /// Answers from now on.
  public synchronized void answer(Answer answer) {
    answers = _ -> answer;
  }

  public synchronized void answer(Function<ProducerRecord<byte[], byte[]>, Answer> by) {
    answers = by;
  }

  /// Acknowledges late what was not answered.
  public synchronized void answerLate() {
    unanswered.forEach(Runnable::run);
    unanswered.clear();
  }

  /// The acknowledged records.
  public synchronized List<ProducerRecord<byte[], byte[]>> taken() {
    return List.copyOf(taken);
  }

  /// How many records were handed over, with whatever answer.
  public synchronized int offered() {
    return offered.size();
  }

  /// Values of the acknowledged events.
  public List<String> values() {
    return taken().stream()
        .filter(record -> !record.topic().equals(Topic.QUARANTINE.topicName()))
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .toList();
  }
}
