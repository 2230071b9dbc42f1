package io.kubescribe.ingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/// Shows decoders damaged conversations: two seconds in a test, ten minutes in a soak.
public final class Fuzz {
  private static final Duration SPAN =
      Boolean.getBoolean("kubescribe.soak") ? Duration.ofMinutes(10) : Duration.ofSeconds(2);

  private Fuzz() {}

  /// Nothing may be thrown, and what is told may not depend on where the bytes are cut.
  ///
  /// @param conversation a sound one, from a seed
  public static void run(Function<Random, Conversation> conversation) {
    long first = new Random().nextLong();
    long end = System.nanoTime() + SPAN.toNanos();
    long rounds = 0;
    for (long seed = first; System.nanoTime() < end; seed++, rounds++) {
      long used = seed;
      Random random = new Random(seed);
      Conversation damaged = conversation.apply(random).damaged(random);
      assertThat(damaged.decodedCut(random).lines())
          .as(() -> "seed " + used)
          .isEqualTo(damaged.decodedWhole().lines());
    }
    System.out.println("fuzzed " + rounds + " conversations from seed " + first);
  }
}
