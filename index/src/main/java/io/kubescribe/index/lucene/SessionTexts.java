package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Which texts of a derived document a field of words has: what is indexed, checked and shown.
final class SessionTexts {
  /// The fields of words; bare words are looked for in all of them.
  static final List<String> FIELDS =
      List.of(SessionFields.SCREEN, SessionFields.COMMAND, SessionFields.TEXT);

  private SessionTexts() {}

  /// Words never follow one another from one text to the next.
  static List<String> of(Derived document, String field) {
    return switch (document) {
      case ScreenBlock block when field.equals(SessionFields.SCREEN) ->
          block.lines().stream().map(ScreenLine::text).toList();
      case SeenCommandLine command when field.equals(SessionFields.COMMAND) ->
          List.of(command.text());
      case SessionSummary summary when field.equals(SessionFields.COMMAND) ->
          List.of(summary.commandText());
      case SessionSummary summary when field.equals(SessionFields.TEXT) -> known(summary);
      case Derived _ -> List.of();
    };
  }

  private static List<String> known(SessionSummary summary) {
    return Stream.concat(
            Stream.of(
                    summary.session().toString(),
                    summary.cluster(),
                    summary.namespace(),
                    summary.pod(),
                    summary.container(),
                    summary.image(),
                    summary.node(),
                    summary.user(),
                    summary.impersonatedUser(),
                    summary.sourceIp(),
                    summary.userAgent(),
                    summary.reason())
                .filter(Objects::nonNull),
            summary.groups().stream())
        .toList();
  }
}
