package io.kubescribe.ingest.simulated.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads lines from a raw terminal, with the usual keys and a history. Works on bytes, so an edited
/// character beyond ASCII takes several keys. For one thread.
final class LineEditor {
  private static final int CTRL_A = 1;
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int CTRL_E = 5;
  private static final int CTRL_H = 8;
  private static final int CTRL_K = 11;
  private static final int CTRL_L = 12;
  private static final int CTRL_U = 21;
  private static final int CTRL_W = 23;
  private static final int ESCAPE = 27;
  private static final int DELETE = 127;
  private static final int MOST_HISTORY = 500;
  private static final int LONGEST = 8192;

  sealed interface Result {}

  record Line(String text) implements Result {}

  /// By Ctrl-C.
  record Cancelled() implements Result {}

  /// By Ctrl-D, or the client has gone.
  record End() implements Result {}

  private final Terminal terminal;
  private final OutputStream screen;
  private final List<String> history = new ArrayList<>();
  private StringBuilder line = new StringBuilder();
  private int cursor;
  private int browsed;
  private String prompt = "";

  LineEditor(Terminal terminal) {
    this.terminal = terminal;
    this.screen = terminal.output();
  }

  /// @throws IOException if the client's streams are broken
  Result read(String shownPrompt) throws IOException {
    prompt = shownPrompt;
    line = new StringBuilder();
    cursor = 0;
    browsed = history.size();
    print(prompt);
    while (true) {
      int key = terminal.readKey();
      switch (key) {
        case -1 -> {
          return new End();
        }
        case CTRL_D -> {
          if (line.isEmpty()) {
            print("\n");
            return new End();
          }
        }
        case CTRL_C -> {
          print("^C\n");
          return new Cancelled();
        }
        case '\r', '\n' -> {
          print("\n");
          return new Line(finish());
        }
        default -> edit(key);
      }
    }
  }

  private String finish() {
    String bytes = line.toString();
    if (!bytes.isBlank() && (history.isEmpty() || !history.getLast().equals(bytes))) {
      history.add(bytes);
      if (history.size() > MOST_HISTORY) {
        history.removeFirst();
      }
    }
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private void edit(int key) throws IOException {
    switch (key) {
      case CTRL_H, DELETE -> {
        if (cursor > 0) {
          line.deleteCharAt(--cursor);
          if (cursor == line.length()) {
            print("\b \b");
          } else {
            redraw();
          }
        }
      }
      case CTRL_A -> move(0);
      case CTRL_E -> move(line.length());
      case CTRL_K -> {
        line.setLength(cursor);
        redraw();
      }
      case CTRL_U -> {
        line.delete(0, cursor);
        cursor = 0;
        redraw();
      }
      case CTRL_W -> deleteWord();
      case CTRL_L -> {
        print("\033[H\033[2J");
        redraw();
      }
      case ESCAPE -> escape();
      default -> {
        if (key >= ' ' && line.length() < LONGEST) {
          insert((char) key);
        }
      }
    }
  }

  private void insert(char key) throws IOException {
    line.insert(cursor++, key);
    if (cursor == line.length()) {
      screen.write(key);
    } else {
      redraw();
    }
  }

  private void deleteWord() throws IOException {
    int start = cursor;
    while (start > 0 && line.charAt(start - 1) == ' ') {
      start--;
    }
    while (start > 0 && line.charAt(start - 1) != ' ') {
      start--;
    }
    line.delete(start, cursor);
    cursor = start;
    redraw();
  }

  private void escape() throws IOException {
    int second = terminal.readKey();
    if (second != '[' && second != 'O') {
      return;
    }
    switch (terminal.readKey()) {
      case 'A' -> browse(browsed - 1);
      case 'B' -> browse(browsed + 1);
      case 'C' -> move(Math.min(line.length(), cursor + 1));
      case 'D' -> move(Math.max(0, cursor - 1));
      case 'H' -> move(0);
      case 'F' -> move(line.length());
      case '3' -> {
        if (terminal.readKey() == '~' && cursor < line.length()) {
          line.deleteCharAt(cursor);
          redraw();
        }
      }
      default -> {
        // A key that this shell has no use for.
      }
    }
  }

  private void browse(int wanted) throws IOException {
    if (wanted < 0 || wanted > history.size()) {
      return;
    }
    browsed = wanted;
    line = new StringBuilder(wanted == history.size() ? "" : history.get(wanted));
    cursor = line.length();
    redraw();
  }

  private void move(int wanted) throws IOException {
    int by = wanted - cursor;
    cursor = wanted;
    if (by != 0) {
      print("\033[" + Math.abs(by) + (by > 0 ? "C" : "D"));
    }
  }

  private void redraw() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("\r" + prompt).getBytes(StandardCharsets.UTF_8));
    out.writeBytes(line.toString().getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes("\033[K".getBytes(StandardCharsets.US_ASCII));
    if (cursor < line.length()) {
      out.writeBytes(
          ("\033[" + (line.length() - cursor) + "D").getBytes(StandardCharsets.US_ASCII));
    }
    screen.write(out.toByteArray());
  }

  private void print(String text) throws IOException {
    screen.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
