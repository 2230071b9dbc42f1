package io.kubescribe.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A config as a list of settings, for people. Values of `kafka.properties` are left out: passwords
/// may be among them.
public final class EffectiveSettings {
  private EffectiveSettings() {}

  /// @param key dotted
  /// @param type what may stand there, such as `duration` or `list of text`
  /// @param value null where nothing is set and nothing need be
  public record Row(String key, String type, @Nullable String value) {
    /// The environment variable that sets it.
    public String variable() {
      return Environment.variable(key);
    }
  }

  /// All settings in the order of the records; those of lists of sections only for the entries that
  /// there are.
  public static List<Row> of(AppConfig config) {
    List<Row> rows = new ArrayList<>();
    add(Kind.of(AppConfig.class), config, "", rows);
    return List.copyOf(rows);
  }

  private static void add(
      Kind.Section section, @Nullable Record owner, String path, List<Row> rows) {
    section
        .members()
        .forEach((name, member) -> {
          String key = path.isEmpty() ? name : path + "." + name;
          Object value = owner == null ? null : Binder.valueOf(member.component(), owner);
          switch (member.kind()) {
            case Kind.Section below -> add(below, (Record) value, key, rows);
            case Kind.Sections(Kind.Section item) -> {
              List<?> entries = value instanceof List<?> list ? list : List.of();
              for (int i = 0; i < entries.size(); i++) {
                add(item, (Record) entries.get(i), key + "[" + i + "]", rows);
              }
            }
            case Kind.Value(ValueType type) -> rows.add(new Row(key, type.name(), text(value)));
            case Kind.Values(ValueType item) ->
                rows.add(new Row(key, "list of " + item.name(), text(value)));
            case Kind.Pairs _ -> rows.add(new Row(key, "map of text", text(value)));
          }
        });
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list ->
          list.stream().map(ValueType::text).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.keySet().stream()
              .map(name -> name + ": …")
              .sorted()
              .collect(Collectors.joining(", ", "{", "}"));
      default -> ValueType.text(value);
    };
  }
}
