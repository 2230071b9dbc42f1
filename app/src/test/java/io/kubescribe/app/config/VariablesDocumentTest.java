package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No document, script or file for Docker names a variable that the program would refuse.
class VariablesDocumentTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern VARIABLE = Pattern.compile("KUBESCRIBE_[A-Z0-9_]*[A-Z0-9]");

  @Test
  void every_variable_that_is_named_exists() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Path file : files()) {
      VARIABLE.matcher(Files.readString(file)).results().forEach(m -> named.add(m.group()));
    }
    List<String> refused = new ArrayList<>();
    for (String name : named) {
      try {
        // Empty counts as not set, so only the name can be wrong.
        ConfigLoader.load(null, Map.of(name, ""), List.of());
      } catch (ConfigException e) {
        refused.add(name);
      }
    }
    assertThat(refused).isEmpty();
    assertThat(named).hasSizeGreaterThan(5);
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("", "docs", "docker")) {
      try (Stream<Path> children = Files.list(ROOT.resolve(folder))) {
        children
            .filter(Files::isRegularFile)
            .filter(file -> file.getFileName().toString().matches(".*\\.(md|yml)|[^.]+"))
            .filter(file -> !file.endsWith("LICENSE"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
