package io.kubescribe.replay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// No output makes the terminal fail, grow, or take more than linear time.
class FuzzTest {
  private static final int RUNS = Boolean.getBoolean("kubescribe.soak") ? 20_000 : 1_000;
  private static final int[] SIZES = {1, 1, 2, 3, 5, 10, 24, 80, 132, 500, 1000, 5000, -1};

  @Test
  @Tag("soak")
  void nothing_makes_it_fail_at_any_size() {
    for (int seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      Terminal terminal = new Terminal(size(random), size(random));
      SettledLines settled =
          new SettledLines(
              terminal, line -> assertThat(line.settled()).isBetween(line.appeared(), line.gone()));
      for (RecordedStream.Event event : new HostileOutput(seed).pieces) {
        if (event.columns() > 0) {
          settled.resize(at(event), size(random), size(random));
        } else {
          byte[] bytes = event.output();
          if (random.nextInt(4) == 0) {
            random.nextBytes(bytes);
          }
          settled.output(at(event), bytes, 0, bytes.length);
        }
        check(terminal, seed);
      }
      rebuild(terminal, seed);
      settled.end(Long.MAX_VALUE);
    }
  }

  private static long at(RecordedStream.Event event) {
    return (long) (event.seconds() * 400_000_000);
  }

  private static int size(Random random) {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private static void check(Terminal terminal, int seed) {
    Cursor cursor = terminal.cursor();
    assertThat(cursor.row()).as("seed %d", seed).isBetween(0, terminal.rows() - 1);
    assertThat(cursor.column()).as("seed %d", seed).isBetween(0, terminal.columns());
    Buffer primary = terminal.screen().primary;
    assertThat(primary.lines()).isBetween(terminal.rows(), terminal.rows() + Terminal.SCROLLBACK);
    for (int row = 0; row < Math.min(terminal.rows(), 30); row++) {
      for (int column = 0; column < terminal.columns(); column++) {
        boolean tail = terminal.width(column, row) == 0;
        boolean behindWide = column > 0 && terminal.width(column - 1, row) == 2;
        assertThat(tail).as("seed %d, halves of wide characters", seed).isEqualTo(behindWide);
      }
    }
  }

  private static void rebuild(Terminal terminal, int seed) {
    Terminal rebuilt = Terminal.of(terminal.snapshot(), TerminalListener.NONE);
    assertThat(rebuilt.text()).as("seed %d", seed).isEqualTo(terminal.text());
  }

  @Test
  void time_is_linear_in_the_output() {
    String[] heavy = {
      "\u001b[2J",
      "\u001b[65535b",
      "x\u001b[9999L",
      "\u001b#8",
      "\u001b[4hx\u001b[?1049h",
      "\u001b[?1049l\u001bc",
      "\u001b[9999S",
      "\u001b[999@",
      "\u001b]0;" + "x".repeat(300),
      "\u001b[" + "1;".repeat(200),
      "日".repeat(80),
      "\n".repeat(100)
    };
    for (String unit : heavy) {
      cpu(unit, 2_000);
      long some = cpu(unit, 2_000);
      long more = cpu(unit, 16_000);
      // Eight times the output; the margin is for what else the machine does.
      assertThat(more).as("%s", unit.replace('\u001b', '^')).isLessThan(32 * some + 50_000_000);
    }
  }

  private static long cpu(String unit, int times) {
    byte[] bytes = unit.getBytes(StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(80, 24);
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < times; i++) {
      terminal.feed(bytes);
    }
    return threads.getCurrentThreadCpuTime() - start;
  }
}
