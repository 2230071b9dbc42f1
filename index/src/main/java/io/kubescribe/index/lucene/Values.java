package io.kubescribe.index.lucene;

import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;

/// The values of a facet in one segment, by ordinal; fields with one value and with many alike.
final class Values {
  private final SortedSetDocValues values;

  Values(LeafReader reader, String field) throws IOException {
    values = DocValues.getSortedSet(reader, field);
  }

  /// Told of each ordinal of a document.
  @FunctionalInterface
  interface Visitor {
    void ordinal(int ordinal) throws IOException;
  }

  int size() {
    return (int) values.getValueCount();
  }

  void visit(int document, Visitor visitor) throws IOException {
    if (values.advanceExact(document)) {
      for (int i = values.docValueCount(); i > 0; i--) {
        visitor.ordinal((int) values.nextOrd());
      }
    }
  }

  BytesRef term(int ordinal) throws IOException {
    return BytesRef.deepCopyOf(values.lookupOrd(ordinal));
  }
}
