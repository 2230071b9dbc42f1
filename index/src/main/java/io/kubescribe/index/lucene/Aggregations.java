package io.kubescribe.index.lucene;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.JsonPath;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.store.Count;
import io.kubescribe.core.store.Histogram;
import io.kubescribe.core.store.Selection;
import io.kubescribe.core.store.TopValues;
import io.kubescribe.core.store.TopValues.ValueCount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/// Counts over everything that a selection holds.
final class Aggregations {
  private static final Comparator<ValueCount> MOST_FREQUENT =
      Comparator.comparingLong(ValueCount::count).reversed().thenComparing(ValueCount::value);

  private final Slices slices;
  private final Selection selection;
  private final Read read;

  Aggregations(Slices slices, Selection selection, SearchBudget budget) {
    this.slices = slices;
    this.selection = selection;
    this.read = new Read(selection, budget);
  }

  long count() throws IOException {
    long sum = 0;
    for (Slice slice : read.slices(slices)) {
      try (Slice.View view = slice.view()) {
        IndexSearcher searcher = read.searcher(view);
        sum += searcher.count(read.query());
        read.checkTimeout(searcher);
      }
    }
    return sum;
  }

  Histogram histogram(int maxBuckets, @Nullable FieldRef by) throws IOException {
    EventField facet = by == null ? null : facet(by);
    TimeRange range = selection.range();
    TimeSpan span = new TimeSpan();
    if (range.from() == null || range.to() == null) {
      read.collect(slices, span);
      if (span.isEmpty()) {
        return new Histogram(Histogram.INTERVALS.getFirst(), List.of());
      }
    }
    long first = range.from() == null ? span.first() : Fields.ceilMicros(range.from());
    long last = range.to() == null ? span.last() : Fields.ceilMicros(range.to()) - 1;
    if (last < first) {
      return new Histogram(Histogram.INTERVALS.getFirst(), List.of());
    }
    Duration interval =
        Histogram.intervalFor(Fields.instant(first), Fields.instant(last), maxBuckets);
    long width = interval.toNanos() / 1000;
    long firstBucket = Math.floorDiv(first, width);
    int buckets = Math.toIntExact(Math.floorDiv(last, width) - firstBucket + 1);
    BucketCounter counter =
        new BucketCounter(firstBucket * width, width, buckets, facet == null ? null : facet.text());
    read.collect(slices, counter);
    List<Histogram.Bucket> counted = new ArrayList<>(buckets);
    for (int i = 0; i < buckets; i++) {
      Map<String, Long> split = new HashMap<>();
      if (facet != null) {
        counter.split(i).forEach((term, count) -> split.put(Fields.text(facet, term), count));
      }
      counted.add(
          new Histogram.Bucket(Fields.instant((firstBucket + i) * width), counter.count(i), split));
    }
    return new Histogram(interval, counted);
  }

  TopValues top(FieldRef field, int size, String prefix) throws IOException {
    if (size < 1 || size > 1000) {
      throw new IllegalArgumentException("size must be 1-1000, was " + size);
    }
    EventField facet = facet(field);
    ValueCounter counter = new ValueCounter(facet.text());
    read.collect(slices, counter);
    List<ValueCount> all = new ArrayList<>();
    counter
        .counts()
        .forEach((term, count) -> {
          String value = Fields.text(facet, term);
          if (value.startsWith(prefix)) {
            all.add(new ValueCount(value, count[0]));
          }
        });
    all.sort(MOST_FREQUENT);
    List<ValueCount> shown = all.subList(0, Math.min(size, all.size()));
    long other = 0;
    for (ValueCount rest : all.subList(shown.size(), all.size())) {
      other += rest.count();
    }
    return new TopValues(shown, other);
  }

  Count cardinality(FieldRef field) throws IOException {
    ValueCounter counter = new ValueCounter(facet(field).text());
    read.collect(slices, counter);
    return new Count(counter.counts().size(), true);
  }

  private static EventField facet(FieldRef ref) {
    return switch (ref) {
      case EventField field when field.facet() -> field;
      case CatalogueField field ->
          throw new IllegalArgumentException("values of " + field.text() + " can't be counted");
      case JsonPath path -> {
        EventField named = Fields.named(path);
        if (named == null || !named.facet()) {
          throw new IllegalArgumentException("values of " + path.text() + " can't be counted");
        }
        yield named;
      }
    };
  }
}
