package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import io.kubescribe.ingest.file.ImportProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Shows on standard error how far an import is: a bar that is drawn anew for a person, a line
/// every few seconds for a log.
final class ProgressView implements AutoCloseable {
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration LINE = Duration.ofSeconds(5);

  /// Short enough for the whole line in 80 columns.
  private static final int BAR = 10;

  private final Terminal terminal;
  private final Supplier<ImportProgress> progress;
  private final InstantSource clock;
  private final Instant begin;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private int columns;

  ProgressView(Terminal terminal, Supplier<ImportProgress> progress, InstantSource clock) {
    this.terminal = terminal;
    this.progress = progress;
    this.clock = clock;
    this.begin = clock.instant();
    this.thread = Thread.ofVirtual().name("progress").unstarted(this::show);
  }

  void start() {
    thread.start();
  }

  private void show() {
    columns = terminal.errIsTerminal() ? terminal.columns() : 0;
    Duration interval = terminal.errIsTerminal() ? REDRAW : LINE;
    try {
      while (!ended.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
        String line = line(progress.get(), Duration.between(begin, clock.instant()));
        if (terminal.errIsTerminal()) {
          terminal.err().print("\r" + Printable.fit(line, columns - 1));
          terminal.err().flush();
        } else {
          terminal.err().println(line);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One line without the end of it.
  static String line(ImportProgress now, Duration passed) {
    double seconds = Math.max(0.001, passed.toMillis() / 1000.0);
    StringBuilder line = new StringBuilder();
    boolean allRead = false;
    if (now.bytesTotal().isPresent()) {
      long total = now.bytesTotal().getAsLong();
      double share = total == 0 ? 1 : Math.min(1.0, (double) now.bytesRead() / total);
      allRead = share >= 1;
      int filled = (int) (share * BAR);
      line.append("█".repeat(filled)).append("░".repeat(BAR - filled));
      line.append(String.format(Locale.ROOT, " %3.0f%% ", Math.floor(share * 100)));
    }
    line.append(size(now.bytesRead()));
    line.append(
        String.format(
            Locale.ROOT,
            ", %,d events, %,.0f/s, %,d searchable",
            now.stored(),
            now.stored() / seconds,
            now.indexed()));
    if (now.trouble().isPresent()) {
      line.append(", waiting: ").append(Printable.line(now.trouble().get()));
    } else if (now.bytesTotal().isPresent() && now.bytesRead() > 0 && !allRead) {
      double left = (now.bytesTotal().getAsLong() - now.bytesRead()) * seconds / now.bytesRead();
      line.append(String.format(Locale.ROOT, ", %s left", time((long) Math.ceil(left))));
    }
    return line.toString();
  }

  private static String size(long bytes) {
    return bytes < 10 << 20
        ? String.format(Locale.ROOT, "%,d KiB", (bytes + 1023) / 1024)
        : String.format(Locale.ROOT, "%,d MiB", bytes >> 20);
  }

  private static String time(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d h", seconds / 3600, seconds / 60 % 60);
  }

  /// Wipes the bar.
  @Override
  public void close() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal.errIsTerminal() && columns > 0) {
      terminal.err().print("\r" + " ".repeat(columns - 1) + "\r");
      terminal.err().flush();
    }
  }
}
