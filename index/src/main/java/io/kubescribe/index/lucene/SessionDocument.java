package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.DerivedCodec;
import io.kubescribe.core.derived.DerivedKey;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.SessionField;
import io.kubescribe.core.recording.RecordingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Makes the Lucene document of something derived; the table of fields is in the package's
/// description. For the appending thread.
final class SessionDocument {
  private final Map<String, LineTokens> tokens = new LinkedHashMap<>();
  private final List<IndexableField> fields = new ArrayList<>();

  SessionDocument() {
    SessionTexts.FIELDS.forEach(field -> tokens.put(field, new LineTokens()));
  }

  /// The document; valid until the next call.
  List<IndexableField> of(Derived derived) {
    fields.clear();
    DerivedKey key = derived.key();
    term(SessionFields.SESSION, DocValuesType.SORTED, new BytesRef(key.session().toString()));
    term(SessionFields.KEY, DocValuesType.NONE, new BytesRef(key.bytes()));
    term(SessionFields.KIND, DocValuesType.NONE, new BytesRef(key.kind().wireName()));
    number(SessionFields.KIND_CODE, key.kind().code());
    number(SessionFields.NUMBER, key.number());
    number(SessionFields.EMULATOR, key.emulator());
    number(SessionFields.AT, at(derived));
    if (derived instanceof SessionSummary summary) {
      known(summary);
    }
    tokens.forEach((field, words) -> {
      if (!words.of(SessionTexts.of(derived, field)).isEmpty()) {
        fields.add(new Field(field, words, SessionFields.WORDS));
      }
    });
    fields.add(new StoredField(SessionFields.RAW, DerivedCodec.encode(derived)));
    return fields;
  }

  private static long at(Derived derived) {
    return switch (derived) {
      case SessionSummary _ -> 0;
      case ScreenBlock block -> block.from();
      case SeenCommandLine command -> command.at();
    };
  }

  private void known(SessionSummary summary) {
    fields.add(
        NumericDocValuesField.indexedField(Fields.TIMESTAMP, Fields.micros(summary.startedAt())));
    number(SessionFields.END, Fields.micros(summary.lastRecordAt()));
    number(SessionFields.LIVE, summary.state() == RecordingState.LIVE ? 1 : 0);
    put(EventField.ACTION, summary.action() == null ? null : summary.action().wireName());
    put(EventField.CLUSTER, summary.cluster());
    put(EventField.NAMESPACE, summary.namespace());
    put(EventField.POD, summary.pod());
    put(EventField.CONTAINER, summary.container());
    put(EventField.USER, summary.user());
    if (summary.user() != null) {
      put(EventField.USER_KIND, UserKind.of(summary.user()).text());
    }
    put(EventField.IMPERSONATED_USER, summary.impersonatedUser());
    put(EventField.SOURCE_IP, summary.sourceIp());
    put(EventField.USER_AGENT, summary.userAgent());
    put(SessionField.STATE, summary.state().wireName());
    put(
        SessionField.EXIT_CODE,
        summary.exitCode() == null ? null : Integer.toString(summary.exitCode()));
    put(SessionField.TTY, Boolean.toString(summary.tty()));
    put(SessionField.IMAGE, summary.image());
    put(SessionField.NODE, summary.node());
    for (String group : Set.copyOf(summary.groups())) {
      term(
          EventField.GROUPS.text(),
          DocValuesType.SORTED_SET,
          CutTerm.of(group, CutTerm.MAX_KEYWORD));
    }
  }

  private void put(CatalogueField field, @Nullable String value) {
    BytesRef term = value == null ? null : Fields.term(field, value);
    if (term != null) {
      term(field.text(), field.facet() ? DocValuesType.SORTED : DocValuesType.NONE, term);
    }
  }

  private void term(String field, DocValuesType docValues, BytesRef term) {
    TermField one = new TermField(field, docValues);
    one.setBytesValue(term);
    fields.add(one);
  }

  private void number(String field, long value) {
    fields.add(new NumericDocValuesField(field, value));
  }
}
