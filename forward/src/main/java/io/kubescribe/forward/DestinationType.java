package io.kubescribe.forward;

import io.kubescribe.core.ConfigException;
import io.kubescribe.forward.profile.Profile;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The kinds of destinations, with the words of the config.
public enum DestinationType {
  SPLUNK_HEC("splunk-hec", Profile.RAW),
  ELASTICSEARCH("elasticsearch", Profile.PLAIN),
  OPENSEARCH("opensearch", Profile.PLAIN),
  DATADOG("datadog", Profile.RAW),
  WEBHOOK("webhook", Profile.RAW),
  FILE("file", Profile.RAW);

  private final String text;
  private final Profile profile;

  DestinationType(String text, Profile profile) {
    this.text = text;
    this.profile = profile;
  }

  public String text() {
    return text;
  }

  /// How events read there unless something else is asked for.
  public Profile profile() {
    return profile;
  }

  /// @throws ConfigException if there is none of this name
  public static DestinationType parse(String text) {
    return Arrays.stream(values())
        .filter(type -> type.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                "forward.type: must be one of "
                    + Arrays.stream(values())
                        .map(DestinationType::text)
                        .collect(Collectors.joining(", "))
                    + ", was '"
                    + text
                    + "'"));
  }
}
