package io.kubescribe.replay.derive.screen;

import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.derive.secret.LineRedactor;
import io.kubescribe.replay.terminal.Terminal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The characters of a screen as somebody may see them. What was masked in the output already stays
/// so; this also finds a secret that was drawn in another order than it reads in.
final class Cells {
  private static final int MASK = '*';
  private static final int REPLACEMENT = 0xfffd;

  private final Terminal terminal;
  private final BitSet[] masked;

  Cells(Terminal terminal, Sight sight) {
    this.terminal = terminal;
    this.masked = new BitSet[terminal.rows()];
    if (sight == Sight.REDACTED) {
      mask();
    }
  }

  private void mask() {
    List<String> rows = new ArrayList<>();
    List<Boolean> joined = new ArrayList<>();
    List<int[]> columns = new ArrayList<>();
    for (int row = 0; row < terminal.rows(); row++) {
      StringBuilder text = new StringBuilder();
      int[] columnOf = new int[2 * terminal.columns()];
      for (int column = 0; column < terminal.columns(); column++) {
        if (terminal.width(column, row) > 0) {
          int from = text.length();
          text.appendCodePoint(terminal.character(column, row));
          for (int i = from; i < text.length(); i++) {
            columnOf[i] = column;
          }
        }
      }
      rows.add(text.toString());
      joined.add(terminal.isWrapped(row));
      columns.add(columnOf);
    }
    List<BitSet> secrets = LineRedactor.secrets(rows, joined);
    for (int row = 0; row < masked.length; row++) {
      BitSet mask = new BitSet();
      int[] columnOf = columns.get(row);
      secrets.get(row).stream().forEach(i -> mask.set(columnOf[i]));
      masked[row] = mask;
    }
  }

  /// The code point of a cell, one that may stand in XML.
  int character(int column, int row) {
    if (masked[row] != null && masked[row].get(column)) {
      return MASK;
    }
    int code = terminal.character(column, row);
    boolean control = code < ' ' || (code >= 0x7f && code < 0xa0);
    boolean none = (code >= 0xd800 && code < 0xe000) || (code & 0xfffe) == 0xfffe;
    return control || none ? REPLACEMENT : code;
  }

  /// The rows with line feeds between, without blanks at the ends of rows and blank rows at the
  /// end.
  String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < terminal.rows(); row++) {
      int from = text.length();
      for (int column = 0; column < terminal.columns(); column++) {
        if (terminal.width(column, row) > 0) {
          text.appendCodePoint(character(column, row));
        }
      }
      int end = text.length();
      while (end > from && text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n');
    }
    return text.toString().stripTrailing();
  }
}
