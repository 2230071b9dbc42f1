package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import java.io.IOException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.StoredFields;
import org.jspecify.annotations.Nullable;

/// Reads the field `raw` of a document and nothing else.
final class RawVisitor extends StoredFieldVisitor {
  private byte @Nullable [] raw;

  byte[] read(StoredFields stored, int document) throws IOException {
    raw = null;
    stored.document(document, this);
    if (raw == null) {
      throw new CorruptDataException("document " + document + " without its field raw");
    }
    return raw;
  }

  @Override
  public Status needsField(FieldInfo field) {
    if (raw != null) {
      return Status.STOP;
    }
    return field.name.equals(Fields.RAW) ? Status.YES : Status.NO;
  }

  @Override
  public void binaryField(FieldInfo field, byte[] value) {
    raw = value;
  }
}
