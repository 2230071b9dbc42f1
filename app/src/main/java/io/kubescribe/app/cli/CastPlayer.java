package io.kubescribe.app.cli;

import io.kubescribe.core.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Plays an asciicast of version 2 on a terminal. For one thread; [#restore] from any.
final class CastPlayer {
  /// Out of the alternate screen, all of the screen scrolling again, usual character set, colours
  /// and cursor, nothing reported any more.
  static final String RESTORE =
      "\u001b[?1049l\u001b[r\u001b(B\u000f\u001b[0m\u001b[?25h\u001b[?7h\u001b[?6l\u001b[4l"
          + "\u001b[?1l\u001b>\u001b[?2004l\u001b[?1000l\u001b[?1002l\u001b[?1003l\u001b[?1004l"
          + "\u001b[?1006l\u001b[9999;1H\r\n";

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Waits for a while.
  @FunctionalInterface
  interface Pause {
    void pause(long nanos) throws InterruptedException;
  }

  private final Terminal terminal;
  private final Pause pause;
  private final double speed;
  private final Duration longest;
  private final ScreenOnly filter = new ScreenOnly();
  private final AtomicBoolean shown = new AtomicBoolean();

  /// @param longest pause, zero for pauses as they were
  CastPlayer(Terminal terminal, Pause pause, double speed, Duration longest) {
    this.terminal = terminal;
    this.pause = pause;
    this.speed = speed;
    this.longest = longest;
  }

  void play(InputStream cast) throws CommandException, IOException, InterruptedException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(cast, StandardCharsets.UTF_8), 1 << 16);
    String head = lines.readLine();
    if (head == null) {
      throw CommandException.failed("the session has no output yet");
    }
    begin(tree(head));
    double before = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode event = tree(line);
      double time = event.path(0).asDouble(before);
      wait(time - before);
      before = time;
      if (event.path(1).asString("").equals("o")) {
        show(filter.pass(event.path(2).asString("")));
      }
    }
  }

  private void begin(JsonNode head) throws IOException {
    int width = head.path("width").asInt(0);
    int height = head.path("height").asInt(0);
    if (width > terminal.columns()) {
      terminal.say(
          "recorded with %d columns and %d rows: make this terminal as large to see it as it was"
              .formatted(width, height));
    }
    shown.set(true);
    terminal.print("\u001b[0m\u001b[2J\u001b[H");
  }

  private void wait(double seconds) throws InterruptedException {
    long nanos = (long) (Math.max(0, seconds) * NANOS);
    long limited = longest.isZero() ? nanos : Math.min(nanos, longest.toNanos());
    pause.pause((long) (limited / speed));
  }

  private void show(String text) throws IOException {
    if (!text.isEmpty()) {
      terminal.print(text);
    }
  }

  private static JsonNode tree(String line) throws CommandException {
    try {
      return StrictJson.MAPPER.readTree(line);
    } catch (JacksonException e) {
      throw CommandException.failed("the answer is no asciicast: is it a Kubescribe server?");
    }
  }

  /// Undoes what was done to the terminal, once.
  void restore() {
    if (shown.getAndSet(false)) {
      try {
        terminal.print(RESTORE);
      } catch (IOException e) {
        // The terminal is gone.
      }
    }
  }
}
