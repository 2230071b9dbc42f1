package io.kubescribe.core.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The fields that can be asked of one kind of thing. Immutable.
public final class FieldCatalogue {
  /// Of audit events, which may also be asked by any path.
  public static final FieldCatalogue EVENTS =
      new FieldCatalogue(true, List.of(EventField.values()));

  /// Of sessions.
  public static final FieldCatalogue SESSIONS = new FieldCatalogue(false, sessionFields());

  private final boolean paths;
  private final List<CatalogueField> fields;
  private final Map<String, CatalogueField> byName = new HashMap<>();

  private FieldCatalogue(boolean paths, List<? extends CatalogueField> fields) {
    this.paths = paths;
    this.fields = List.copyOf(fields);
    for (CatalogueField field : this.fields) {
      byName.put(field.text(), field);
      field.aliases().forEach(alias -> byName.put(alias, field));
    }
  }

  private static List<CatalogueField> sessionFields() {
    List<CatalogueField> fields =
        new ArrayList<>(
            List.of(
                EventField.SESSION,
                EventField.TIMESTAMP,
                EventField.CLUSTER,
                EventField.ACTION,
                EventField.USER,
                EventField.USER_KIND,
                EventField.GROUPS,
                EventField.IMPERSONATED_USER,
                EventField.NAMESPACE,
                EventField.POD,
                EventField.CONTAINER,
                EventField.SOURCE_IP,
                EventField.USER_AGENT));
    fields.addAll(List.of(SessionField.values()));
    return fields;
  }

  /// All fields, in the order in which they are shown.
  public List<CatalogueField> fields() {
    return fields;
  }

  /// Finds a field by its name or an alias; case counts.
  public Optional<CatalogueField> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// Whether any [JsonPath] can be asked as well.
  public boolean paths() {
    return paths;
  }
}
