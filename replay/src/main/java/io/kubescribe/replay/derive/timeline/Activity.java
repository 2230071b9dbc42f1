package io.kubescribe.replay.derive.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How much was put out when, in buckets that become twice as long whenever there are too many. So
/// nothing needs to be known of the session's length.
final class Activity {
  private static final int MOST = 500;

  private final long[] buckets = new long[MOST];
  private long length = TimeUnit.MILLISECONDS.toNanos(100);

  void add(long nanos, long size) {
    fit(nanos);
    buckets[(int) (nanos / length)] += size;
  }

  private void fit(long nanos) {
    while (nanos / length >= buckets.length) {
      for (int i = 0; i < buckets.length; i++) {
        int pair = 2 * i;
        buckets[i] = pair < buckets.length ? buckets[pair] + buckets[pair + 1] : 0;
      }
      length *= 2;
    }
  }

  long bucketNanos() {
    return length;
  }

  /// Those until a time, which may make them longer.
  List<Long> buckets(long until) {
    fit(until);
    List<Long> list = new ArrayList<>();
    for (int i = 0; i <= until / length; i++) {
      list.add(buckets[i]);
    }
    return list;
  }
}
