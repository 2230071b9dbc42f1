package io.kubescribe.core.query;

import java.util.List;

/// Fields that sessions have beside those that they share with audit events. Which both are is told
/// by [FieldCatalogue#SESSIONS].
public enum SessionField implements CatalogueField {
  SCREEN("screen", EventField.Type.TEXT, "words that stood on the screen", "output"),
  COMMAND("command", EventField.Type.TEXT, "words of a command: of the exec, or seen on screen"),
  STATE("state", EventField.Type.KEYWORD, "live, sealed, interrupted or torn"),
  EXIT_CODE("exitCode", EventField.Type.NUMBER, "how the process ended, 0 to 255", "exit"),
  TTY("tty", EventField.Type.KEYWORD, "true for a session with a terminal, else false"),
  IMAGE("image", EventField.Type.KEYWORD, "image of the container"),
  NODE("node", EventField.Type.KEYWORD, "node of the pod");

  private final String text;
  private final EventField.Type type;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> aliases;

  SessionField(String text, EventField.Type type, String description, String... aliases) {
    this.text = text;
    this.type = type;
    this.description = description;
    this.aliases = List.of(aliases);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public EventField.Type type() {
    return type;
  }

  @Override
  public boolean facet() {
    return false;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }
}
