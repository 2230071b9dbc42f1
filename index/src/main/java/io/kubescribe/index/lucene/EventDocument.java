package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.EventFlag;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.IpAddress;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.IndexableEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Makes the Lucene document of an event; the table of fields is in the package's description. One
/// instance for the appending thread, its fields used again for each event.
final class EventDocument {
  /// Bits of a position that hold the offset; the partition's number stands above.
  private static final int OFFSET_BITS = 48;

  private static final FieldType TERMS = new FieldType();

  static {
    TERMS.setIndexOptions(IndexOptions.DOCS);
    TERMS.setOmitNorms(true);
    TERMS.freeze();
  }

  private final EventMeta meta = new EventMeta();
  private final LeafTerms leaves = new LeafTerms();
  private final Map<EventField, TermField> single = new EnumMap<>(EventField.class);
  private final Field timestamp = NumericDocValuesField.indexedField(Fields.TIMESTAMP, 0);
  private final Field position = new NumericDocValuesField(Fields.POSITION, 0);
  private final Field latency = new NumericDocValuesField(Fields.LATENCY, 0);
  private final Field body = new Field(Fields.BODY, leaves.body(), TERMS);
  private final Field paths = new Field(Fields.PATHS, leaves.paths(), TERMS);
  private final Field text = new Field(Fields.TEXT, leaves.text(), TERMS);
  private final List<IndexableField> fields = new ArrayList<>();

  EventDocument() {
    for (EventField field : EventField.values()) {
      single.put(
          field,
          new TermField(field.text(), field.facet() ? DocValuesType.SORTED : DocValuesType.NONE));
    }
  }

  static long position(IndexableEvent indexable) {
    return ((long) indexable.partition().number() << OFFSET_BITS) | indexable.offset();
  }

  /// The document; valid until the next call.
  List<IndexableField> of(IndexableEvent indexable) {
    AuditEvent event = indexable.event();
    fields.clear();
    timestamp.setLongValue(Fields.micros(event.timestamp()));
    position.setLongValue(position(indexable));
    fields.add(timestamp);
    fields.add(position);
    if (event.receivedToStageMicros() >= 0) {
      latency.setLongValue(event.receivedToStageMicros());
      fields.add(latency);
    }
    put(EventField.ID, indexable.id().value());
    put(EventField.SOURCE, indexable.envelope().source());
    named(event);
    boolean whole = leaves.read(indexable.raw());
    Set<String> flags = new LinkedHashSet<>();
    event.flags().forEach(flag -> flags.add(flag.text()));
    if (!whole) {
      flags.add(EventFlag.INDEX_CUT.text());
    }
    flags.forEach(flag -> putMany(EventField.FLAG, new BytesRef(flag)));
    fields.add(body);
    fields.add(paths);
    fields.add(text);
    fields.add(new StoredField(Fields.META, meta.encode(indexable.id(), indexable.envelope())));
    fields.add(new StoredField(Fields.RAW, indexable.raw()));
    return fields;
  }

  private void named(AuditEvent event) {
    put(EventField.CLUSTER, event.cluster().value());
    put(EventField.STAGE, event.stage());
    put(EventField.LEVEL, event.level());
    put(EventField.VERB, event.verb());
    put(EventField.AUDIT_ID, event.auditId());
    put(EventField.ACTION, event.action());
    put(EventField.USER, event.user());
    put(EventField.USER_KIND, UserKind.of(event.user()).text());
    put(EventField.IMPERSONATED_USER, event.impersonatedUser());
    put(EventField.RESOURCE, event.resource());
    put(EventField.SUBRESOURCE, event.subresource());
    put(EventField.API_GROUP, event.apiGroup());
    put(EventField.NAMESPACE, event.namespace());
    put(EventField.NAME, event.name());
    put(EventField.URI, event.uri());
    put(EventField.USER_AGENT, event.userAgent());
    put(EventField.SOURCE_IP, event.sourceIp());
    put(EventField.CODE, event.code() == 0 ? null : Integer.toString(event.code()));
    put(EventField.REASON, event.reason());
    put(EventField.DECISION, event.decision());
    put(EventField.POD, event.pod());
    put(EventField.CONTAINER, event.container());
    put(EventField.COMMAND, event.command());
    put(EventField.SESSION, SessionId.claimedBy(event).map(SessionId::toString).orElse(null));
    for (String group : Set.copyOf(event.groups())) {
      putMany(EventField.GROUPS, CutTerm.of(group, CutTerm.MAX_KEYWORD));
    }
    for (String address : Set.copyOf(event.sourceIps())) {
      IpAddress.parse(address)
          .ifPresent(ip -> putMany(EventField.SOURCE_IPS, new BytesRef(ip.bytes())));
    }
  }

  private void put(EventField field, @Nullable String value) {
    BytesRef term = value == null ? null : Fields.term(field, value);
    TermField reused = single.get(field);
    if (term != null && reused != null) {
      reused.setBytesValue(term);
      fields.add(reused);
    }
  }

  private void putMany(EventField field, BytesRef term) {
    TermField fresh = new TermField(field.text(), DocValuesType.SORTED_SET);
    fresh.setBytesValue(term);
    fields.add(fresh);
  }
}
