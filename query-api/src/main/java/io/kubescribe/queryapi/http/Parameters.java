package io.kubescribe.queryapi.http;

import io.kubescribe.core.query.EventField;
import io.kubescribe.queryapi.language.TimeSpan;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query parameters of a request, each at most once and only those that the route takes. An
/// empty one counts as not given.
record Parameters(Map<String, String> given) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,12})?");
  private static final Pattern NANOS = Pattern.compile("\\d{1,18}");

  Parameters {
    given = Map.copyOf(given);
  }

  /// Whatever was sent, for the record; one that was sent more than once with all its values.
  static Parameters unchecked(Map<String, List<String>> sent) {
    Map<String, String> given = new LinkedHashMap<>();
    sent.forEach((name, values) -> given.put(name, String.join("&", values)));
    return new Parameters(given);
  }

  /// @throws ApiException 400 that names what is wrong and what the route takes
  static Parameters check(Map<String, List<String>> sent, List<Route.Parameter> taken) {
    if (taken.equals(Route.ANY_PARAMETERS)) {
      return new Parameters(Map.of());
    }
    Map<String, String> given = new LinkedHashMap<>();
    sent.forEach((name, values) -> {
      // Javalin leaves out a value that it can't decode, and keeps its name.
      if (values.isEmpty()) {
        throw new ApiException(ErrorCode.BAD_REQUEST, "the address has a broken percent escape");
      }
      if (name.isEmpty() && values.stream().allMatch(String::isEmpty)) {
        return; // an '&' too many
      }
      if (taken.stream().noneMatch(parameter -> parameter.name().equals(name))) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "unknown parameter '" + name + "'",
            Map.of("parameter", name, "expected", known(taken)));
      }
      if (values.size() > 1) {
        throw ApiException.parameter(name, "given once");
      }
      if (!values.getFirst().isEmpty()) {
        given.put(name, values.getFirst());
      }
    });
    for (Route.Parameter parameter : taken) {
      if (parameter.required() && !given.containsKey(parameter.name())) {
        throw ApiException.parameter(parameter.name(), "given");
      }
    }
    return new Parameters(given);
  }

  private static String known(List<Route.Parameter> taken) {
    return taken.isEmpty()
        ? "no parameters"
        : taken.stream().map(Route.Parameter::name).collect(Collectors.joining(", "));
  }

  @Nullable String text(String name) {
    return given.get(name);
  }

  String text(String name, String absent) {
    return given.getOrDefault(name, absent);
  }

  int number(String name, int absent, int most) {
    String text = given.get(name);
    if (text == null) {
      return absent;
    }
    int number = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (number < 1 || number > most) {
      throw ApiException.parameter(name, "a whole number from 1 to " + most);
    }
    return number;
  }

  /// A time of a recording, given in seconds since its start.
  ///
  /// @return nanoseconds
  long seconds(String name, long absent) {
    String text = given.get(name);
    if (text == null) {
      return absent;
    }
    if (!SECONDS.matcher(text).matches()) {
      throw ApiException.parameter(name, "seconds since the session's start, such as 12.5");
    }
    return new BigDecimal(text).movePointRight(9).longValue();
  }

  /// A whole number of nanoseconds.
  long nanos(String name, long absent) {
    String text = given.get(name);
    if (text == null) {
      return absent;
    }
    if (!NANOS.matcher(text).matches()) {
      throw ApiException.parameter(name, "as the index of the replay has it");
    }
    return Long.parseLong(text);
  }

  /// The first instant of the time named, null when not given.
  @Nullable Instant time(String name, Instant now) {
    String text = given.get(name);
    if (text == null) {
      return null;
    }
    TimeSpan span = TimeSpan.parse(text, now);
    if (span == null) {
      throw ApiException.parameter(name, TimeSpan.EXPECTED);
    }
    return span.from();
  }

  /// A field whose values can be counted, null when not given.
  @Nullable EventField facet(String name) {
    String text = given.get(name);
    return text == null ? null : facetNamed(name, text);
  }

  static EventField facetNamed(String parameter, String text) {
    return EventField.find(text)
        .filter(EventField::facet)
        .orElseThrow(
            () -> ApiException.parameter(parameter, "a field with facet true in /api/v1/fields"));
  }
}
