package io.kubescribe.app.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills the texts that stand beside this class. Static.
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private Template() {}

  /// @param values by name; put in as they are, so the caller sees that they need no escaping
  static String filled(String name, Map<String, String> values) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its file " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return PLACE
          .matcher(text)
          .replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
              throw new IllegalStateException(name + " names " + place.group());
            }
            return Matcher.quoteReplacement(value);
          });
    }
  }
}
