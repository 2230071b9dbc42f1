package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// One context of a user's kubeconfig.
///
/// @param context its name
/// @param namespace that it names, empty for none
/// @param cluster as written
/// @param user as written, but for relative paths, which are made absolute
record UserKubeconfig(
    String context, Optional<String> namespace, ObjectNode cluster, ObjectNode user) {
  private static final YAMLMapper YAML = new YAMLMapper();

  private record Source(Path file, ObjectNode root) {}

  private record Entry(Path file, ObjectNode value) {}

  /// @param files as kubectl merges them: of each name the first counts
  /// @param context null for the current one
  static UserKubeconfig read(List<Path> files, @Nullable String context)
      throws CommandException, IOException {
    List<Source> sources = new ArrayList<>();
    for (Path file : files) {
      sources.add(new Source(file, parsed(file)));
    }
    String name =
        context != null
            ? context
            : sources.stream()
                .map(source -> source.root().path("current-context").asString(""))
                .filter(current -> !current.isEmpty())
                .findFirst()
                .orElseThrow(() ->
                    CommandException.wrongUse(
                        files + " has no current context: name one with --context"));
    ObjectNode chosen =
        find(sources, "contexts", "context", name)
            .orElseThrow(() ->
                CommandException.wrongUse(
                    files
                        + " has no context '"
                        + name
                        + "': 'kubectl config get-contexts' lists them"))
            .value();
    Entry cluster = referred(sources, "clusters", "cluster", name, chosen);
    Entry user = referred(sources, "users", "user", name, chosen);
    String namespace = chosen.path("namespace").asString("");
    return new UserKubeconfig(
        name,
        Optional.of(namespace).filter(text -> !text.isEmpty()),
        cluster.value(),
        absolute(user));
  }

  private static ObjectNode parsed(Path file) throws CommandException, IOException {
    try {
      JsonNode root = YAML.readTree(Files.readAllBytes(file));
      if (root instanceof ObjectNode object) {
        return object;
      }
      throw CommandException.wrongUse(file + " is no kubeconfig");
    } catch (JacksonException e) {
      // The parser's message would quote the file, which holds secrets.
      throw CommandException.wrongUse(
          file
              + " is no YAML"
              + (e.getLocation() == null ? "" : ": see line " + e.getLocation().getLineNr()));
    }
  }

  private static Entry referred(
      List<Source> sources, String list, String key, String context, ObjectNode chosen)
      throws CommandException {
    String name = chosen.path(key).asString("");
    return find(sources, list, key, name)
        .orElseThrow(() ->
            CommandException.wrongUse(
                "context '"
                    + context
                    + "' names the "
                    + key
                    + " '"
                    + name
                    + "', which is missing"));
  }

  private static Optional<Entry> find(List<Source> sources, String list, String key, String name) {
    for (Source source : sources) {
      for (JsonNode item : source.root().path(list)) {
        if (item.path("name").asString("").equals(name)
            && item.path(key) instanceof ObjectNode value) {
          return Optional.of(new Entry(source.file(), value));
        }
      }
    }
    return Optional.empty();
  }

  /// Relative paths count from the file that has them, and what is printed may go anywhere. A
  /// command without a slash is looked up on the PATH.
  private static ObjectNode absolute(Entry entry) {
    ObjectNode user = entry.value().deepCopy();
    Path folder = entry.file().toAbsolutePath().resolveSibling("");
    for (String key : List.of("tokenFile", "client-certificate", "client-key")) {
      String path = user.path(key).asString("");
      if (!path.isEmpty()) {
        user.put(key, folder.resolve(path).normalize().toString());
      }
    }
    if (user.path("exec") instanceof ObjectNode exec) {
      String command = exec.path("command").asString("");
      if (command.indexOf('/') >= 0) {
        exec.put("command", folder.resolve(command).normalize().toString());
      }
    }
    return user;
  }
}
