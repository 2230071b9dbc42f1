package io.kubescribe.queryapi.language;

import io.kubescribe.core.query.CatalogueField;
import io.kubescribe.core.query.EventField;
import io.kubescribe.core.query.FieldCatalogue;
import io.kubescribe.core.query.FieldRef;
import io.kubescribe.core.query.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A field as a user wrote it, and what it stands for.
///
/// @param fields one, or for a list by prefix (`source*`) every catalogue field that begins so
record NamedField(String written, int column, List<FieldRef> fields) {
  static NamedField resolve(Word name, FieldCatalogue catalogue) throws QuerySyntaxException {
    String written = name.literal();
    if (name.wild()) {
      return new NamedField(written, name.column(), byPrefix(name, catalogue));
    }
    Optional<CatalogueField> known = catalogue.find(written);
    if (known.isPresent()) {
      return new NamedField(written, name.column(), List.of(known.get()));
    }
    if (catalogue.paths() && isPath(written)) {
      return new NamedField(written, name.column(), List.of(JsonPath.of(written)));
    }
    throw new QuerySyntaxException(
        name.column(),
        written.isEmpty()
            ? "a field"
            : "a field, there is no '"
                + written
                + "': did you mean '"
                + nearest(written, catalogue)
                + "'? Text with a colon goes in quotes");
  }

  private static List<FieldRef> byPrefix(Word name, FieldCatalogue catalogue)
      throws QuerySyntaxException {
    String prefix = name.literal().substring(0, name.literal().length() - 1);
    List<FieldRef> fields = new ArrayList<>();
    if (!prefix.isEmpty() && name.pattern().equals(prefix + '*') && plain(prefix)) {
      for (CatalogueField field : catalogue.fields()) {
        if (field.text().startsWith(prefix)
            || field.aliases().stream().anyMatch(alias -> alias.startsWith(prefix))) {
          fields.add(field);
        }
      }
    }
    if (fields.isEmpty()) {
      throw new QuerySyntaxException(
          name.column(), "a field, or the beginning of known fields' names and then *");
    }
    return fields;
  }

  private static boolean plain(String prefix) {
    return prefix.indexOf('*') < 0 && prefix.indexOf('?') < 0;
  }

  private static boolean isPath(String name) {
    return name.indexOf('.') > 0
        && !name.endsWith(".")
        && !name.contains("..")
        && (Character.isLetter(name.charAt(0)) || name.charAt(0) == '_' || name.charAt(0) == '@');
  }

  /// The catalogue name with the fewest changes of a letter; case does not count.
  private static String nearest(String name, FieldCatalogue catalogue) {
    String nearest = EventField.TIMESTAMP.text();
    int fewest = Integer.MAX_VALUE;
    for (CatalogueField field : catalogue.fields()) {
      List<String> names = new ArrayList<>(field.aliases());
      names.addFirst(field.text());
      for (String candidate : names) {
        int changes = changes(lower(name), lower(candidate));
        if (changes < fewest) {
          fewest = changes;
          nearest = candidate;
        }
      }
    }
    return nearest;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// Levenshtein's distance.
  private static int changes(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
