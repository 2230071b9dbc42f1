package io.kubescribe.core.audit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query parameters of a request URI as sent, decoded; repeated ones keep their order.
record RequestUri(List<Parameter> parameters) {
  record Parameter(String name, String value) {}

  static RequestUri of(String uri) {
    int question = uri.indexOf('?');
    List<Parameter> parameters = new ArrayList<>();
    if (question >= 0) {
      for (String pair : uri.substring(question + 1).split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.add(new Parameter(decode(name), decode(value)));
      }
    }
    return new RequestUri(parameters);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // A broken escape: what was sent is still the best answer.
      return text;
    }
  }

  @Nullable String first(String name) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        return parameter.value().isEmpty() ? null : parameter.value();
      }
    }
    return null;
  }

  @Nullable String joined(String name) {
    List<String> values = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(name)) {
        values.add(parameter.value());
      }
    }
    return values.isEmpty() ? null : String.join(" ", values);
  }
}
