package io.kubescribe.app.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A short stretch of the day, `[from, to)`, in which the actors plan their calls.
record Slice(Instant from, Instant to) {
  /// Share of the day's peak at each full hour UTC: office hours with a lunch break, one or two
  /// people late.
  private static final double[] PEOPLE = {
    .02, .01, .01, .01, .01, .02, .06, .30, .80, 1.0, .98, .90,
    .55, .75, .96, .92, .70, .40, .18, .10, .08, .07, .05, .03
  };

  /// The moments of something that happens at a fixed period.
  ///
  /// @param phase tells two of the same period apart
  List<Instant> every(Duration period, long phase) {
    long millis = period.toMillis();
    long offset = Math.floorMod(phase * 7919, millis);
    long first = Math.ceilDiv(from.toEpochMilli() - offset, millis) * millis + offset;
    List<Instant> moments = new ArrayList<>();
    for (long at = first; at < to.toEpochMilli(); at += millis) {
      moments.add(Instant.ofEpochMilli(at));
    }
    return moments;
  }

  /// Moments without a pattern, so many an hour on average.
  List<Instant> scattered(double perHour, SplittableRandom random) {
    long length = Duration.between(from, to).toNanos();
    double expected = perHour * length / Duration.ofHours(1).toNanos();
    int count = (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
    List<Instant> moments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      moments.add(from.plusNanos(random.nextLong(length)));
    }
    return moments;
  }

  /// How busy people are now, 0-1.
  double bustle() {
    var time = from.atOffset(ZoneOffset.UTC);
    double now = PEOPLE[time.getHour()];
    double next = PEOPLE[(time.getHour() + 1) % PEOPLE.length];
    return now + (next - now) * time.getMinute() / 60;
  }
}
