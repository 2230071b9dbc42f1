package io.kubescribe.index.lucene;

import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.SessionField;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/// Names of the Lucene fields of derived documents beside those of [EventField] and [SessionField];
/// the table is in the package's description.
final class SessionFields {
  static final String SESSION = EventField.SESSION.text();
  static final String KEY = "key";
  static final String KIND = "kind";
  static final String KIND_CODE = "kindCode";
  static final String NUMBER = "number";
  static final String EMULATOR = "emulator";
  static final String AT = "at";
  static final String END = "end";
  static final String LIVE = "live";
  static final String SCREEN = SessionField.SCREEN.text();
  static final String COMMAND = SessionField.COMMAND.text();
  static final String TEXT = Fields.TEXT;
  static final String RAW = Fields.RAW;

  /// Words with their places, so that words that follow one another are found without a look at the
  /// text.
  static final FieldType WORDS = new FieldType();

  static {
    WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    WORDS.setOmitNorms(true);
    WORDS.freeze();
  }

  private SessionFields() {}
}
