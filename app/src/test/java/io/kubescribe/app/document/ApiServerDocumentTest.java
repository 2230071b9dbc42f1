package io.kubescribe.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/apiserver.md` names a test for each of its behaviours, and there is such a test.
class ApiServerDocumentTest {
  private static final Pattern ROW = Pattern.compile("^\\| (\\d+) \\|.*$", Pattern.MULTILINE);
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
  private static final int BEHAVIOURS = 16;

  @Test
  void every_behaviour_has_tests_that_exist() throws IOException {
    String document = Files.readString(Documents.ROOT.resolve("docs/apiserver.md"));
    List<String> rows = ROW.matcher(document).results().map(MatchResult::group).toList();
    assertThat(rows).hasSize(BEHAVIOURS);
    for (String row : rows) {
      List<MatchResult> tests = TEST.matcher(row).results().toList();
      assertThat(tests).as(row).isNotEmpty();
      for (MatchResult test : tests) {
        assertThat(sources(test.group(1)))
            .as(test.group())
            .anyMatch(source -> source.contains("void " + test.group(2) + "("));
      }
    }
  }

  /// Classes of this name in any module.
  private static List<String> sources(String name) throws IOException {
    try (Stream<Path> files =
        Files.find(
            Documents.ROOT,
            20,
            (file, _) ->
                file.endsWith(name + ".java") && file.toString().contains("/src/test/java/"))) {
      return files.map(ApiServerDocumentTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
