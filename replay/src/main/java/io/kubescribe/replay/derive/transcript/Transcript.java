package io.kubescribe.replay.derive.transcript;

import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.replay.terminal.SettledLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Gathers lines into blocks. For one thread.
public final class Transcript implements Consumer<SettledLine> {
  /// A block is full with so many characters.
  private static final int FULL = 4000;

  /// A longer line is shortened, since it would make a block of its own that no page can show.
  private static final int MOST = 32 * 1024;

  private final Consumer<? super TranscriptBlock> blocks;
  private final UnaryOperator<String> filter;
  private final List<ScreenLine> lines = new ArrayList<>();
  private int size;
  private int redactions;
  private int number;

  /// @param blocks is given each block when it is full
  /// @param filter masks secrets in a line
  public Transcript(Consumer<? super TranscriptBlock> blocks, UnaryOperator<String> filter) {
    this.blocks = blocks;
    this.filter = filter;
  }

  @Override
  public void accept(SettledLine line) {
    String told = line.text().length() > MOST ? line.text().substring(0, MOST) : line.text();
    String text = filter.apply(told);
    redactions += text.equals(told) ? 0 : 1;
    long gone = Math.max(line.settled(), line.gone());
    lines.add(new ScreenLine(line.settled(), gone, line.alternate(), text));
    size += text.length() + 1;
    if (size >= FULL) {
      flush();
    }
  }

  /// Gives on what is not a full block yet.
  public void flush() {
    if (!lines.isEmpty()) {
      blocks.accept(new TranscriptBlock(number++, lines, redactions));
      lines.clear();
      size = 0;
      redactions = 0;
    }
  }
}
