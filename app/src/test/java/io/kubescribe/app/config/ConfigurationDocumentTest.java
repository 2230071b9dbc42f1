package io.kubescribe.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The table in `docs/configuration.md` is the records, key by key.
class ConfigurationDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([^`]+)` \\| ([^|]+) \\| (`[^`]+`|–) \\| ([^|]+) \\|$", Pattern.MULTILINE);

  @Test
  void has_every_key_with_its_type_and_default() throws IOException {
    List<MatchResult> rows = ROW.matcher(Files.readString(DOCUMENT)).results().toList();

    assertThat(rows.stream().map(row -> row.group(1) + " | " + row.group(2) + " | " + row.group(3)))
        .containsExactlyElementsOf(
            EffectiveSettings.of(AppConfig.DEFAULT).stream()
                .map(row ->
                    row.key()
                        + " | "
                        + row.type()
                        + " | "
                        + (row.value() == null ? "–" : "`" + row.value() + "`"))
                .toList());
    assertThat(rows).allSatisfy(row -> assertThat(row.group(4).strip()).hasSizeGreaterThan(15));
  }
}
