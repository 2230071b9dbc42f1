package io.kubescribe.ingest.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The parts of a Secret that matter for redaction, as states that the names on a path lead
/// through.
enum SecretPart {
  /// The Secret itself.
  OBJECT,
  /// `data` or `stringData`.
  DATA,
  /// A value of either: replaced whole.
  VALUE,
  METADATA,
  ANNOTATIONS,
  /// An annotation that holds a copy of the Secret: replaced whole.
  COPY;

  /// Annotations by which kubectl, kapp, Rancher and Banzai Cloud's object matcher keep the last
  /// applied object.
  private static final Set<String> COPIES =
      Set.of(
          "kubectl.kubernetes.io/last-applied-configuration",
          "kapp.k14s.io/original",
          "objectset.rio.cattle.io/applied",
          "banzaicloud.com/last-applied");

  /// The part that member `name` of this part is, null if it holds no secret.
  ///
  /// A client may write `Stringdata`: the API server drops it, but the value is in the request.
  @Nullable SecretPart member(String name) {
    return switch (this) {
      case OBJECT -> {
        if (name.equalsIgnoreCase("data") || name.equalsIgnoreCase("stringData")) {
          yield DATA;
        }
        yield name.equals("metadata") ? METADATA : null;
      }
      case DATA, VALUE -> VALUE;
      case METADATA -> name.equals("annotations") ? ANNOTATIONS : null;
      case ANNOTATIONS -> COPIES.contains(name) ? COPY : null;
      case COPY -> COPY;
    };
  }
}
