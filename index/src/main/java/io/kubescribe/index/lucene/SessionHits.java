package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedCodec;
import io.kubescribe.core.derived.DerivedKind;
import io.kubescribe.core.derived.Hit;
import io.kubescribe.core.derived.Hit.Highlight;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.Query;
import io.kubescribe.core.query.TimeRange;
import io.kubescribe.index.lucene.SessionCursor.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/// The hits of one session after another in a slice, by time. For one read.
final class SessionHits {
  /// A hit and its place in the order.
  record Placed(Hit hit, Place place) {}

  /// A document that may have hits.
  private record Candidate(int document, Place place) {
    static final Comparator<Candidate> BY_PLACE = Comparator.comparing(Candidate::place);
  }

  /// Finds words in the texts of one field.
  private record FieldMatcher(String field, LineMatcher matcher) {}

  private final SessionTable table;
  private final IndexSearcher searcher;
  private final SearchBudget budget;
  private final TimeRange range;
  private final List<FieldMatcher> matchers = new ArrayList<>();
  private final org.apache.lucene.search.@Nullable Query words;
  private final RawVisitor visitor = new RawVisitor();

  SessionHits(
      SessionTable table,
      IndexSearcher searcher,
      Query query,
      TimeRange range,
      SearchBudget budget) {
    this.table = table;
    this.searcher = searcher;
    this.budget = budget;
    this.range = range;
    SessionTranslator translator = new SessionTranslator(budget);
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (SessionWords wanted : SessionWords.wanted(query)) {
      any.add(translator.words(wanted), Occur.SHOULD);
      for (String field : wanted.fields()) {
        matchers.add(new FieldMatcher(field, new LineMatcher(wanted.sequence())));
      }
    }
    words = matchers.isEmpty() ? null : any.build();
  }

  SessionSummary summary(int session) throws IOException {
    StoredFields stored = searcher.storedFields();
    return (SessionSummary) DerivedCodec.decode(visitor.read(stored, table.summary(session)));
  }

  /// Hits of a session that fulfils the query.
  ///
  /// @param after the place behind which they are wanted, null for all
  /// @param most how many are wanted
  List<Placed> of(int session, @Nullable Place after, int most) throws IOException {
    budget.checkTime();
    SessionSummary summary = summary(session);
    List<Candidate> candidates = words == null ? List.of() : candidates(session);
    List<Placed> hits = new ArrayList<>();
    if (candidates.isEmpty()) {
      // What made the session fulfil the query is no word of it.
      Place start = new Place(0, DerivedKind.SESSION.code(), 0, 0);
      if (after == null || start.compareTo(after) > 0) {
        Excerpt excerpt = Excerpt.of(summary.commandText(), List.of());
        hits.add(
            new Placed(new Hit(summary, DerivedKind.SESSION, 0, excerpt.text(), List.of()), start));
      }
      return hits;
    }
    StoredFields stored = searcher.storedFields();
    for (Candidate candidate : candidates) {
      Place place = candidate.place();
      boolean passed =
          after != null
              && new Place(place.at(), place.kind(), place.number(), Integer.MAX_VALUE)
                      .compareTo(after)
                  <= 0;
      if (!passed) {
        budget.checkTime();
        Derived derived = DerivedCodec.decode(visitor.read(stored, candidate.document()));
        lines(summary, derived, place, after, hits);
      }
      if (hits.size() >= most) {
        return hits.subList(0, most);
      }
    }
    return hits;
  }

  private List<Candidate> candidates(int session) throws IOException {
    BooleanQuery ofSession =
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(SessionFields.SESSION, table.term(session))), Occur.FILTER)
            .add(words, Occur.FILTER)
            .build();
    Finding finding = new Finding();
    Read.collect(searcher, ofSession, finding, budget);
    finding.found.sort(Candidate.BY_PLACE);
    return finding.found;
  }

  private void lines(
      SessionSummary summary,
      Derived derived,
      Place document,
      @Nullable Place after,
      List<Placed> into) {
    int count = derived instanceof ScreenBlock block ? block.lines().size() : 1;
    for (int i = 0; i < count; i++) {
      Place place = new Place(document.at(), document.kind(), document.number(), i);
      long at = at(derived, i);
      if ((after == null || place.compareTo(after) > 0)
          && within(summary.startedAt().plusNanos(at))) {
        Excerpt excerpt = excerpt(derived, i);
        if (excerpt != null) {
          into.add(
              new Placed(
                  new Hit(summary, derived.key().kind(), at, excerpt.text(), excerpt.highlights()),
                  place));
        }
      }
    }
  }

  private boolean within(Instant time) {
    return (range.from() == null || !time.isBefore(range.from()))
        && (range.to() == null || time.isBefore(range.to()));
  }

  private static long at(Derived derived, int line) {
    return switch (derived) {
      case ScreenBlock block -> block.lines().get(line).at();
      case SeenCommandLine command -> command.at();
      case SessionSummary _ -> 0;
    };
  }

  /// The line if words stand in it; of what is known of a session, the text in which they do.
  private @Nullable Excerpt excerpt(Derived derived, int line) {
    List<Highlight> places = new ArrayList<>();
    String shown = null;
    for (FieldMatcher one : matchers) {
      List<String> texts =
          derived instanceof ScreenBlock block && one.field().equals(SessionFields.SCREEN)
              ? List.of(text(block.lines().get(line)))
              : SessionTexts.of(derived, one.field());
      for (String text : texts) {
        List<Highlight> found = one.matcher().places(text);
        if (!found.isEmpty() && (shown == null || shown.equals(text))) {
          shown = text;
          places.addAll(found);
        }
      }
    }
    return shown == null ? null : Excerpt.of(shown, places);
  }

  private static String text(ScreenLine line) {
    return line.text();
  }

  /// Notes documents of the session that count, with what orders them.
  private final class Finding extends SimpleCollector {
    private final List<Candidate> found = new ArrayList<>();
    private SessionTable.@Nullable Leaf leaf;
    private @Nullable LeafReaderContext context;
    private @Nullable NumericDocValues at;
    private @Nullable NumericDocValues kind;
    private @Nullable NumericDocValues number;

    @Override
    protected void doSetNextReader(LeafReaderContext next) throws IOException {
      context = next;
      leaf = table.leaf(next);
      at = DocValues.getNumeric(next.reader(), SessionFields.AT);
      kind = DocValues.getNumeric(next.reader(), SessionFields.KIND_CODE);
      number = DocValues.getNumeric(next.reader(), SessionFields.NUMBER);
    }

    @Override
    public void collect(int doc) throws IOException {
      if (leaf != null && context != null && leaf.current(doc) >= 0) {
        Place place = new Place(value(at, doc), (int) value(kind, doc), value(number, doc), 0);
        found.add(new Candidate(context.docBase + doc, place));
        if (found.size() > SearchBudget.MAX_VALUES) {
          throw new SearchBudget.SpentException(
              "the words stand in too many places of one session: add a word");
        }
      }
    }

    private static long value(@Nullable NumericDocValues values, int doc) throws IOException {
      return values != null && values.advanceExact(doc) ? values.longValue() : 0;
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
