package io.kubescribe.app.config;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the text of a single value is read.
///
/// @param name what documents call it
/// @param parser throws [IllegalArgumentException] with a message that says what is allowed and
///   what was found
record ValueType(String name, Function<String, Object> parser) {
  private static final ValueType TRUTH = new ValueType("true or false", ValueType::truth);
  private static final ValueType TEXT = new ValueType("text", text -> text);
  private static final ValueType PATH = new ValueType("path", ValueType::path);
  private static final ValueType DURATION = new ValueType("duration", DurationText::parse);
  private static final ValueType SIZE = new ValueType("size", ByteSize::parse);
  private static final ValueType ADDRESS = new ValueType("address", HostPort::parse);
  private static final ValueType CLUSTER = new ValueType("cluster name", ClusterName::new);

  /// Empty if values of the class can't be settings.
  static Optional<ValueType> of(Class<?> type) {
    if (type.isEnum()) {
      return Optional.of(choice(type.getEnumConstants()));
    }
    return Optional.ofNullable(
        switch (type.getName()) {
          case "boolean" -> TRUTH;
          case "java.lang.String" -> TEXT;
          case "java.nio.file.Path" -> PATH;
          case "java.time.Duration" -> DURATION;
          case "io.kubescribe.core.config.ByteSize" -> SIZE;
          case "io.kubescribe.core.config.HostPort" -> ADDRESS;
          case "io.kubescribe.core.audit.ClusterName" -> CLUSTER;
          default -> null;
        });
  }

  /// The text that [#parser] reads back to the same value.
  static String text(Object value) {
    return switch (value) {
      case Duration duration -> DurationText.of(duration);
      case Enum<?> constant -> text(constant);
      default -> value.toString();
    };
  }

  private static Object truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("must be true or false, was '" + text + "'");
    };
  }

  private static Object path(String text) {
    if (text.isBlank() || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("must be a path, was '" + text + "'");
    }
    return Path.of(text);
  }

  private static ValueType choice(Object[] constants) {
    List<Enum<?>> choices =
        Arrays.stream(constants).<Enum<?>>map(constant -> (Enum<?>) constant).toList();
    String allowed = choices.stream().map(ValueType::text).collect(Collectors.joining(", "));
    return new ValueType(
        allowed,
        text ->
            choices.stream()
                .filter(choice -> text(choice).equals(text))
                .findFirst()
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        (choices.size() == 1 ? "must be " : "must be one of ")
                            + allowed
                            + ", was '"
                            + text
                            + "'")));
  }

  /// `BEST_EFFORT` is written `bestEffort`.
  private static String text(Enum<?> constant) {
    String[] words = constant.name().toLowerCase(Locale.ROOT).split("_");
    StringBuilder text = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      text.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return text.toString();
  }
}
