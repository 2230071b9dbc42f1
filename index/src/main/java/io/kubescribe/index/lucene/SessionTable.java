package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.core.session.SessionId;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.OrdinalMap;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongValues;
import org.apache.lucene.util.packed.PackedInts;

/// The sessions of one reader of a slice, numbered in the order of their ids, and which summary of
/// each counts: of the version that has come to its end (the highest of several such; of none, the
/// highest), the one with the greatest number. Immutable; safe for use by many threads.
final class SessionTable {
  private static final int NONE = -1;

  private final IndexReader reader;
  private final OrdinalMap ordinals;

  /// By session: document of the summary that counts, or [#NONE].
  private final int[] summaries;

  private final int[] versions;
  private final long[] starts;
  private final long[] ends;
  private final FixedBitSet known;

  private SessionTable(IndexReader reader, OrdinalMap ordinals) {
    this.reader = reader;
    this.ordinals = ordinals;
    int size = Math.toIntExact(ordinals.getValueCount());
    summaries = new int[size];
    versions = new int[size];
    starts = new long[size];
    ends = new long[size];
    known = new FixedBitSet(Math.max(1, size));
    Arrays.fill(summaries, NONE);
  }

  static SessionTable of(IndexReader reader) throws IOException {
    List<LeafReaderContext> leaves = reader.leaves();
    SortedDocValues[] values = new SortedDocValues[leaves.size()];
    for (LeafReaderContext leaf : leaves) {
      values[leaf.ord] = DocValues.getSorted(leaf.reader(), SessionFields.SESSION);
    }
    SessionTable table =
        new SessionTable(reader, OrdinalMap.build(null, values, PackedInts.DEFAULT));
    long[] numbers = new long[table.size()];
    boolean[] live = new boolean[table.size()];
    for (LeafReaderContext leaf : leaves) {
      table.read(leaf, numbers, live);
    }
    return table;
  }

  private void read(LeafReaderContext leaf, long[] numbers, boolean[] live) throws IOException {
    PostingsEnum all =
        leaf.reader()
            .postings(
                new Term(SessionFields.KIND, DerivedKind.SESSION.wireName()), PostingsEnum.NONE);
    if (all == null) {
      return;
    }
    Leaf documents = leaf(leaf);
    NumericDocValues number = DocValues.getNumeric(leaf.reader(), SessionFields.NUMBER);
    NumericDocValues isLive = DocValues.getNumeric(leaf.reader(), SessionFields.LIVE);
    NumericDocValues start = DocValues.getNumeric(leaf.reader(), Fields.TIMESTAMP);
    NumericDocValues end = DocValues.getNumeric(leaf.reader(), SessionFields.END);
    for (int doc = all.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = all.nextDoc()) {
      int session = documents.session(doc);
      int version = (int) value(documents.emulators, doc);
      long its = value(number, doc);
      boolean open = value(isLive, doc) != 0;
      if (summaries[session] == NONE || counts(session, version, its, open, numbers, live)) {
        summaries[session] = leaf.docBase + doc;
        versions[session] = version;
        numbers[session] = its;
        live[session] = open;
        starts[session] = value(start, doc);
        ends[session] = value(end, doc);
        known.set(session);
      }
    }
  }

  /// Whether a summary takes the place of the one that counted so far. Documents come in any order,
  /// since segments do; of one version the last stands for all.
  private boolean counts(
      int session, int version, long number, boolean open, long[] numbers, boolean[] live) {
    if (version == versions[session]) {
      return number > numbers[session];
    }
    if (open != live[session]) {
      return live[session];
    }
    return version > versions[session];
  }

  private static long value(NumericDocValues values, int doc) throws IOException {
    return values.advanceExact(doc) ? values.longValue() : 0;
  }

  /// How many sessions there are, also those without a summary.
  int size() {
    return summaries.length;
  }

  /// A fresh set of the sessions that are known.
  FixedBitSet known() {
    return known.clone();
  }

  /// The document of the summary that counts.
  int summary(int session) {
    return summaries[session];
  }

  /// The number of a session, or the first above it in the order of ids, as `-1 - n`.
  int find(SessionId id) throws IOException {
    BytesRef wanted = new BytesRef(id.toString());
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = term(middle).compareTo(wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  boolean isKnown(int session) {
    return session >= 0 && summaries[session] != NONE;
  }

  /// The id of a session as text.
  BytesRef term(int session) throws IOException {
    LeafReaderContext leaf = reader.leaves().get(ordinals.getFirstSegmentNumber(session));
    return DocValues.getSorted(leaf.reader(), SessionFields.SESSION)
        .lookupOrd((int) ordinals.getFirstSegmentOrd(session));
  }

  /// Takes out the sessions of which no moment lies in the range.
  void keepWithin(TimeRange range, FixedBitSet sessions) {
    long from = range.from() == null ? Long.MIN_VALUE : Fields.ceilMicros(range.from());
    long to = range.to() == null ? Long.MAX_VALUE : Fields.ceilMicros(range.to()) - 1;
    for (int session = 0; session < size(); session++) {
      if (ends[session] < from || starts[session] > to) {
        sessions.clear(session);
      }
    }
  }

  Leaf leaf(LeafReaderContext context) throws IOException {
    return new Leaf(context);
  }

  /// The documents of one segment; to be asked in ascending order.
  final class Leaf {
    private final int docBase;
    private final SortedDocValues values;
    private final LongValues global;
    private final NumericDocValues kinds;
    private final NumericDocValues emulators;

    private Leaf(LeafReaderContext context) throws IOException {
      docBase = context.docBase;
      values = DocValues.getSorted(context.reader(), SessionFields.SESSION);
      global = ordinals.getGlobalOrds(context.ord);
      kinds = DocValues.getNumeric(context.reader(), SessionFields.KIND_CODE);
      emulators = DocValues.getNumeric(context.reader(), SessionFields.EMULATOR);
    }

    private int session(int doc) throws IOException {
      return values.advanceExact(doc) ? (int) global.get(values.ordValue()) : NONE;
    }

    /// The session of a document that counts: the summary that does, and what else is derived in
    /// its version; -1 for any other document.
    int current(int doc) throws IOException {
      int session = session(doc);
      if (!isKnown(session)) {
        return NONE;
      }
      boolean counts =
          value(kinds, doc) == DerivedKind.SESSION.code()
              ? summaries[session] == docBase + doc
              : value(emulators, doc) == versions[session];
      return counts ? session : NONE;
    }
  }
}
