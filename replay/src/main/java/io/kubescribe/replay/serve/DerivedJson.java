package io.kubescribe.replay.serve;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Derived values as JSON, members named as the records' components.
final class DerivedJson {
  /// Methods that only look like getters (`isCurrent`) are none.
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultVisibility(visible -> visible.withIsGetterVisibility(Visibility.NONE))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private DerivedJson() {}
}
