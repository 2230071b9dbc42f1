package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.app.cli.Terminal;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where kubeconfigs are, by kubectl's rules. Static.
final class KubeconfigFiles {
  private KubeconfigFiles() {}

  /// The named file, else those of `KUBECONFIG` that exist, else `~/.kube/config`.
  static List<Path> of(@Nullable Path named, Terminal terminal) throws CommandException {
    if (named != null) {
      if (!Files.isReadable(named)) {
        throw CommandException.wrongUse(
            "--kubeconfig must be a readable file, " + named + " is not");
      }
      return List.of(named);
    }
    Map<String, String> environment = terminal.environment();
    String variable = environment.getOrDefault("KUBECONFIG", "");
    Path usual = Path.of(environment.getOrDefault("HOME", "."), ".kube", "config");
    List<Path> files =
        variable.isEmpty()
            ? List.of(usual)
            : Arrays.stream(variable.split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .toList();
    List<Path> readable = files.stream().filter(Files::isReadable).toList();
    if (readable.isEmpty()) {
      throw CommandException.wrongUse(
          "there is no kubeconfig "
              + (variable.isEmpty() ? "in " + usual : "where KUBECONFIG says (" + variable + ")")
              + ": name one with --kubeconfig FILE");
    }
    return readable;
  }
}
