package io.kubescribe.index.lucene;

import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.InvertableType;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/// A field whose value is one term: in the postings by document only, without norms, and in doc
/// values of the given type.
final class TermField extends Field {
  TermField(String name, DocValuesType docValues) {
    super(name, new BytesRef(), type(docValues));
  }

  private static FieldType type(DocValuesType docValues) {
    FieldType type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS);
    type.setOmitNorms(true);
    type.setTokenized(false);
    type.setDocValuesType(docValues);
    type.freeze();
    return type;
  }

  /// The value goes into the postings as it is, past the analysis chain.
  @Override
  public InvertableType invertableType() {
    return InvertableType.BINARY;
  }
}
