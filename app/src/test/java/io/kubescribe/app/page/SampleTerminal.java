package io.kubescribe.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What a terminal was sent in a session of 90 seconds that has everything: colours, a wrapped
/// line, an editor on the alternate screen, half a minute without output, a resize, wide
/// characters, scrolling. The same at each call.
final class SampleTerminal {
  static final double DURATION = 90;
  static final double IDLE_FROM = 31;
  static final double IDLE_TO = 58;
  static final double RESIZE_AT = 60;

  /// Stands on the screen from this second on, and nowhere else.
  static final String RARE = "token-of-the-lighthouse";

  static final double RARE_AT = 70;

  /// Something that happened: `o` for output, `r` for a new size.
  record Change(double time, String code, String data) {}

  private final List<Change> changes = new ArrayList<>();
  private final Random random = new Random(11);
  private double time;

  private SampleTerminal() {}

  static List<Change> changes() {
    SampleTerminal terminal = new SampleTerminal();
    terminal.shell();
    terminal.editor();
    terminal.afterwards();
    return List.copyOf(terminal.changes);
  }

  private void shell() {
    for (int command = 0; command < 8; command++) {
      output("\033[1;32mroot@web\033[0m:\033[34m/srv\033[0m# ");
      for (char key : ("ls -l /etc/part" + command).toCharArray()) {
        wait(0.05);
        output(String.valueOf(key));
      }
      output("\r\n");
      for (int line = 0; line < 6; line++) {
        wait(0.02);
        output(
            "-rw-r--r-- 1 root \033[3" + (1 + line) + "m" + word() + "\033[0m " + word() + "\r\n");
      }
    }
    output("x".repeat(130) + "\r\n");
  }

  private void editor() {
    at(14);
    output("\033[?1049h\033[2J\033[H");
    for (int step = 0; step < 160; step++) {
      wait(0.1);
      int row = 1 + random.nextInt(20);
      output(
          "\033[" + row + ";" + (1 + random.nextInt(50)) + "H\033[7m" + word() + "\033[0m\033[K");
    }
    at(30.5);
    output("\033[?1049l");
    at(IDLE_FROM);
    output("done 世界 🦊\r\n");
  }

  private void afterwards() {
    at(IDLE_TO);
    output("back\r\n");
    at(RESIZE_AT);
    changes.add(new Change(time, "r", "100x30"));
    output("\033c");
    while (time < 88) {
      wait(0.05);
      output(word() + " " + word() + "\r\n");
      if (time >= RARE_AT && time < RARE_AT + 0.05) {
        output(RARE + "\r\n");
      }
    }
    at(DURATION);
    output("bye");
  }

  private void wait(double seconds) {
    at(time + seconds);
  }

  private void at(double seconds) {
    time = Math.round(seconds * 1000) / 1000.0;
  }

  private void output(String text) {
    changes.add(new Change(time, "o", text));
  }

  private String word() {
    return String.format(Locale.ROOT, "%06x", random.nextInt(1 << 24));
  }
}
