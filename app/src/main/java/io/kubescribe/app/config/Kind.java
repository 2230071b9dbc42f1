package io.kubescribe.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What may stand at a key, read off the type of its record component.
sealed interface Kind {
  /// A nested record.
  ///
  /// @param members by key, in the record's order
  record Section(Class<? extends Record> type, SequencedMap<String, Member> members)
      implements Kind {}

  record Value(ValueType type) implements Kind {}

  record Values(ValueType item) implements Kind {}

  /// A list of records.
  record Sections(Section item) implements Kind {}

  /// Names and texts of the user's choice.
  record Pairs() implements Kind {}

  /// @param optional whether null is a value of it
  record Member(RecordComponent component, Kind kind, boolean optional) {}

  static Section of(Class<? extends Record> type) {
    SequencedMap<String, Member> members = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      members.put(
          component.getName(), new Member(component, of(component.getGenericType()), optional));
    }
    return new Section(type, members);
  }

  private static Kind of(Type type) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) {
        return new Pairs();
      }
      if (generic.getRawType() == List.class
          && generic.getActualTypeArguments()[0] instanceof Class<?> item) {
        return ValueType.of(item)
            .<Kind>map(Values::new)
            .orElseGet(() -> {
              if (!item.isRecord()) {
                throw unsupported(type);
              }
              return new Sections(of(item.asSubclass(Record.class)));
            });
      }
    }
    if (type instanceof Class<?> plain) {
      return ValueType.of(plain)
          .<Kind>map(Value::new)
          .orElseGet(() -> {
            if (!plain.isRecord()) {
              throw unsupported(type);
            }
            return of(plain.asSubclass(Record.class));
          });
    }
    throw unsupported(type);
  }

  private static IllegalStateException unsupported(Type type) {
    return new IllegalStateException("no setting can have the type " + type.getTypeName());
  }
}
