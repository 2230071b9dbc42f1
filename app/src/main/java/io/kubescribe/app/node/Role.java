package io.kubescribe.app.node;

import io.kubescribe.core.ConfigException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A part of the work that a process may take on; `up --roles`.
public enum Role {
  /// Takes audit events in.
  INGEST("ingest"),
  /// Brings the log into the search store.
  INDEX("index"),
  /// Brings sessions into the recording store.
  REPLAY("replay"),
  /// Brings the log to other systems.
  FORWARD("forward"),
  /// Pages and API.
  QUERY("query");

  private final String text;

  Role(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /// Reads names of roles.
  ///
  /// @throws ConfigException if a name is unknown, or roles are asked for that can't stand apart
  public static Set<Role> parse(List<String> names) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : names) {
      roles.add(
          Arrays.stream(values())
              .filter(role -> role.text.equals(name.strip()))
              .findFirst()
              .orElseThrow(() ->
                  new ConfigException(
                      "--roles: must be of " + allowed() + ", was '" + name.strip() + "'")));
    }
    if (roles.contains(INDEX) != roles.contains(QUERY)
        || roles.contains(REPLAY) != roles.contains(QUERY)) {
      throw new ConfigException(
          "--roles: index, replay and query must be in one process with the stores lucene and"
              + " directory, which have one folder and one writer each");
    }
    return roles;
  }

  private static String allowed() {
    return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
  }
}
