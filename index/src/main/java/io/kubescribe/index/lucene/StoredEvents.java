package io.kubescribe.index.lucene;

import io.kubescribe.core.store.StoredEvent;
import java.io.IOException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.StoredFields;
import org.jspecify.annotations.Nullable;

/// Reads an event back from the stored fields of its document.
final class StoredEvents extends StoredFieldVisitor {
  private byte @Nullable [] meta;
  private byte @Nullable [] raw;

  private StoredEvents() {}

  static StoredEvent read(StoredFields stored, int document) throws IOException {
    StoredEvents visitor = new StoredEvents();
    stored.document(document, visitor);
    return EventMeta.decode(visitor.meta, visitor.raw);
  }

  @Override
  public Status needsField(FieldInfo field) {
    boolean ours = field.name.equals(Fields.META) || field.name.equals(Fields.RAW);
    return ours ? Status.YES : Status.NO;
  }

  @Override
  public void binaryField(FieldInfo field, byte[] value) {
    if (field.name.equals(Fields.META)) {
      meta = value;
    } else {
      raw = value;
    }
  }
}
