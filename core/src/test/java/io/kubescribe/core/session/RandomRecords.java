package io.kubescribe.core.session;

import io.kubescribe.core.audit.ClusterName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Records made from a seed.
final class RandomRecords {
  private final Random random;

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  SequencedRecord next() {
    return new SequencedRecord(number(), number(), record());
  }

  private SessionRecord record() {
    return switch (random.nextInt(12)) {
      case 0 -> new SessionRecord.Start(start());
      case 1 -> new SessionRecord.Facts(facts());
      case 2 -> new SessionRecord.Negotiated(one(SessionProtocol.values()));
      case 3 -> new SessionRecord.Closed(one(SessionStream.values()));
      case 4 -> new SessionRecord.Resize(random.nextInt(65_536), random.nextInt(65_536));
      case 5 -> new SessionRecord.Heartbeat();
      case 6 -> new SessionRecord.Status(bytes());
      case 7 -> gap();
      case 8 -> new SessionRecord.Flawed(one(Flaw.values()), text());
      case 9 ->
          new SessionRecord.Forwarded(
              new PortConnection(
                  random.nextInt(65_536), text(), number(), number(), number(), maybe(this::text)));
      case 10 -> new SessionRecord.End(one(EndReason.values()), text(), some(this::total));
      default -> new SessionRecord.Data(one(SessionStream.values()), bytes());
    };
  }

  private SessionRecord gap() {
    long from = number() / 2;
    List<SessionRecord.LostBytes> lost = new ArrayList<>();
    for (SessionStream stream : SessionStream.values()) {
      if (random.nextBoolean()) {
        lost.add(new SessionRecord.LostBytes(stream, number()));
      }
    }
    return new SessionRecord.Gap(from, from + number() / 2, lost, number());
  }

  private SessionStart start() {
    return new SessionStart(
        Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
        one(SessionKind.values()),
        new ClusterName("c" + random.nextInt(100)),
        text(),
        text(),
        maybe(this::text),
        some(this::text),
        new RequestedStreams(
            random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean()),
        one(RecordingMode.values()),
        one(InputPolicy.values()),
        text(),
        user(),
        maybe(this::user),
        text(),
        some(this::text),
        text(),
        maybe(this::facts),
        map(this::text));
  }

  private SessionUser user() {
    return new SessionUser(
        text(), maybe(this::text), some(this::text), map(() -> some(this::text)));
  }

  private PodFacts facts() {
    return new PodFacts(
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        maybe(this::text),
        map(this::text));
  }

  private StreamTotal total() {
    return new StreamTotal(one(SessionStream.values()), number(), number(), maybe(this::text));
  }

  private long number() {
    return random.nextLong() >>> (1 + random.nextInt(63));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(100)];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Any characters but halves of surrogate pairs.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.appendCodePoint(
          random.nextInt(4) == 0 ? random.nextInt(0xd800) : 0x1_0000 + random.nextInt(0x1000));
    }
    return text.toString();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> @Nullable T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> List<T> some(Supplier<T> value) {
    List<T> values = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.add(value.get());
    }
    return values;
  }

  private <T> Map<String, T> map(Supplier<T> value) {
    Map<String, T> values = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.put(text(), value.get());
    }
    return values;
  }
}
