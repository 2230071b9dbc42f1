package io.kubescribe.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds the field table of `docs/query-language.md` to [EventField].
final class QueryLanguageDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "query-language.md");

  @Test
  void field_table_is_the_catalogue() throws IOException {
    String table =
        Arrays.stream(EventField.values())
            .map(QueryLanguageDocumentTest::row)
            .collect(
                Collectors.joining(
                    "\n",
                    "| field | also | type | counted | what |\n| --- | --- | --- | --- | --- |\n",
                    "\n"));
    assertThat(Files.readString(DOCUMENT)).contains(table);
  }

  private static String row(EventField field) {
    String aliases =
        field.aliases().stream().map(alias -> "`" + alias + "`").collect(Collectors.joining(", "));
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            field.text(),
            aliases,
            field.type().name().toLowerCase(Locale.ROOT),
            field.facet() ? "yes" : "",
            field.description());
  }
}
