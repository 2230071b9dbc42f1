package io.kubescribe.forward.profile;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.store.IndexableEvent;
import java.util.Arrays;
import java.util.stream.Collectors;

/// How an event is put into words. Each is a JSON object.
public enum Profile {
  /// The event as the API server sent it.
  RAW("raw", new RawProfile()),
  /// A few named fields beside the event as one text: maps anywhere, and grows no index.
  PLAIN("plain", new PlainProfile()),
  /// The shape of Elastic's own Kubernetes integration, which its rules are written for.
  ECS_KUBERNETES("ecs-kubernetes", new EcsKubernetesProfile()),
  /// API Activity (class 6003) of the Open Cybersecurity Schema Framework.
  OCSF("ocsf", new OcsfProfile());

  /// Writes one event. Without state.
  interface Writer {
    void write(IndexableEvent event, JsonBytes json);
  }

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // writers have no state
  private final Writer writer;

  Profile(String text, Writer writer) {
    this.text = text;
    this.writer = writer;
  }

  /// @throws ConfigException if there is none of this name
  public static Profile parse(String text) {
    return Arrays.stream(values())
        .filter(profile -> profile.text.equals(text))
        .findFirst()
        .orElseThrow(() ->
            new ConfigException(
                "forward.profile: must be one of "
                    + Arrays.stream(values())
                        .map(profile -> profile.text)
                        .collect(Collectors.joining(", "))
                    + ", was '"
                    + text
                    + "'"));
  }

  /// The word in config.
  public String text() {
    return text;
  }

  /// Writes the event as one value.
  public void write(IndexableEvent event, JsonBytes json) {
    writer.write(event, json);
  }

  /// The event alone.
  public byte[] bytes(IndexableEvent event) {
    JsonBytes json = new JsonBytes(event.raw().length + 1024);
    write(event, json);
    return json.toBytes();
  }
}
