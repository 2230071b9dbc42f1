package io.kubescribe.forward;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.Component;
import io.kubescribe.core.audit.UnreadableEventException;
import io.kubescribe.core.forward.ForwarderState;
import io.kubescribe.core.kafka.EventDecoder;
import io.kubescribe.core.kafka.GroupLoop;
import io.kubescribe.core.kafka.KafkaConfig;
import io.kubescribe.core.kafka.Topic;
import io.kubescribe.core.match.QueryMatcher;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.DeliveryFigures;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Dispatcher;
import io.kubescribe.forward.delivery.GateState;
import io.kubescribe.forward.kafka.LetterBox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Brings the events of the log that its query asks for to one destination. A destination that is
/// away or slow costs lag, and nothing of any other forwarder. Safe for use by many threads.
public final class Forwarder implements Component {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final ForwardConfig config;
  private final LetterBox letters;
  private final Dispatcher dispatcher;
  private final GroupLoop loop;

  /// @param query which events it is for
  /// @param destination closed with this
  /// @param letters stays the caller's to close, after this
  public Forwarder(
      ForwardConfig config,
      Query query,
      Destination destination,
      KafkaConfig kafka,
      LetterBox letters,
      MeterRegistry registry,
      InstantSource clock) {
    this.config = config;
    this.letters = letters;
    this.dispatcher =
        new Dispatcher(config.name(), destination, config.policy(), letters, registry, clock);
    this.loop =
        new GroupLoop(
            "kubescribe-forward-" + config.name(),
            kafka,
            Topic.AUDIT,
            config.start(),
            new Feed(new QueryMatcher(query), dispatcher));
    Tags tags = Tags.of("forwarder", config.name());
    gauge(
        registry,
        "kubescribe.forward.lag.records",
        tags,
        "records of the log not settled",
        f -> f.loop.lag());
    gauge(
        registry,
        "kubescribe.forward.skipped.records",
        tags,
        "deleted before they were read",
        f -> f.loop.skipped());
    gauge(
        registry,
        "kubescribe.forward.underway.events",
        tags,
        "taken and not settled",
        f -> f.dispatcher.underWay());
    gauge(
        registry,
        "kubescribe.forward.blocked",
        tags,
        "1 while a person must help",
        Forwarder::blocked);
    gauge(
        registry,
        "kubescribe.forward.oldest.seconds",
        tags,
        "age of the oldest event that is not settled",
        f -> f.oldestSeconds(clock));
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      Tags tags,
      String description,
      ToDoubleFunction<Forwarder> value) {
    Gauge.builder(name, this, value).description(description).tags(tags).register(registry);
  }

  private double blocked() {
    return dispatcher.state().blocked() ? 1 : 0;
  }

  private double oldestSeconds(InstantSource clock) {
    Instant oldest = loop.oldest();
    return oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis() / 1000.0;
  }

  /// Hands the records that are wanted to the dispatcher. For the loop's thread.
  private record Feed(QueryMatcher matcher, Dispatcher dispatcher) implements GroupLoop.Handler {
    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, Runnable settled) {
      try {
        IndexableEvent event = EventDecoder.decode(record);
        if (matcher.matches(event)) {
          dispatcher.accept(event, settled);
        } else {
          settled.run();
        }
      } catch (UnreadableEventException e) {
        // The indexer keeps it in quarantine; there is no event that could be sent.
        settled.run();
      }
    }

    @Override
    public boolean ready() {
      dispatcher.sendDue();
      return dispatcher.hasRoom();
    }

    @Override
    public void stop() {
      try {
        dispatcher.drain(DRAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  public void start() {
    loop.start();
  }

  void pause() {
    dispatcher.pause();
  }

  void resume() {
    dispatcher.resume();
  }

  void replay(Instant from) {
    loop.replay(from);
  }

  void resend() {
    letters.resend(config.name(), dispatcher);
  }

  /// How it is now.
  public ForwarderState state() {
    GateState state = dispatcher.state();
    DeliveryFigures figures = dispatcher.figures();
    return new ForwarderState(
        config.name(),
        config.type(),
        state.word(),
        state.message(),
        loop.lag(),
        loop.oldest(),
        figures.lastDelivered(),
        figures.delivered(),
        figures.known(),
        figures.retried(),
        loop.skipped(),
        letters.count(config.name()));
  }

  @Override
  public String name() {
    return "forward-" + config.name();
  }

  /// A destination that is away or blocked is no reason to take this process out of service: it is
  /// told as a warning.
  @Override
  public CheckResult check() {
    CheckResult reading = loop.check();
    GateState state = dispatcher.state();
    return !reading.ok() || state.word().equals("running")
        ? reading
        : CheckResult.ok("warning: " + state.word() + ": " + state.message());
  }

  /// Waits for what is under way, 10 s at most.
  @Override
  public void close() throws IOException {
    try {
      loop.close();
    } finally {
      dispatcher.close();
    }
  }
}
