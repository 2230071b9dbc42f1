package io.kubescribe.replay.derive.command;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionOutcome;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The command that a session was opened with, which without a terminal is the one there is.
public final class OwnCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private @Nullable SessionStart start;
  private long sequence;
  private OptionalInt exit = OptionalInt.empty();

  public void accept(SequencedRecord record) {
    switch (record.record()) {
      case SessionRecord.Start(SessionStart session) -> {
        start = session;
        sequence = record.sequence();
      }
      case SessionRecord.Status(byte[] bytes) -> exit = SessionOutcome.of(bytes).exitCode();
      default -> {}
    }
  }

  /// Whether the session has a terminal, or it is not known.
  public boolean isTty() {
    return start == null || start.asked().tty();
  }

  /// The command as a shell would be given it; none for an attach.
  public List<SeenCommand> command() {
    if (start == null || start.command().isEmpty()) {
      return List.of();
    }
    StringBuilder text = new StringBuilder();
    for (String word : start.command()) {
      text.append(text.isEmpty() ? "" : " ").append(quoted(word));
    }
    return List.of(
        new SeenCommand(
            0,
            "",
            text.toString(),
            SeenCommand.Confidence.HIGH,
            SeenCommand.Source.REQUEST,
            sequence,
            exit.isPresent() ? exit.getAsInt() : null));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
