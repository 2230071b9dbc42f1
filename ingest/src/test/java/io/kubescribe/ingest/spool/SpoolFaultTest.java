package io.kubescribe.ingest.spool;

import static io.kubescribe.ingest.spool.SpoolFixture.numbered;
import static io.kubescribe.ingest.spool.SpoolFixture.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubescribe.ingest.spool.FakeLog.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk that refuses. Nothing is acknowledged that is not durable, and everything that is comes.
class SpoolFaultTest {
  @Test
  void a_failure_of_any_single_call_costs_at_most_the_append_that_it_hit() throws Exception {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      int failing = n;
      AtomicInteger calls = new AtomicInteger();
      try (SpoolFixture fixture = new SpoolFixture()) {
        fixture.log.answer(Answer.FAIL);
        fixture.limits = SpoolFixture.limits(400);
        fixture.start();
        fixture.files.hook((call, _) -> {
          if (calls.incrementAndGet() == failing) {
            throw new IOException("injected at call " + failing + ", " + call);
          }
        });
        List<String> acknowledged = appendAll(fixture, 0, 6);
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5 * 2);
        fixture.log.answer(Answer.ACK);
        acknowledged.addAll(appendAll(fixture, 6, 2));
        await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(() -> new HashSet<>(fixture.log.values()).containsAll(acknowledged));
        fixture.awaitDrained();
        reached = calls.get() >= failing;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "open"})
  void a_thread_that_ended_is_told_by_the_check(String failing) throws Exception {
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.start();
      assertThat(fixture.spool.check().ok()).isTrue();
      fixture.files.hook((call, _) -> {
        if (call.equals(failing)) {
          throw new AssertionError("a mistake of ours");
        }
      });
      try {
        fixture.spool.append(records(0, 1), Duration.ofMillis(500));
      } catch (IOException | TimeoutException e) {
        assertThat(failing).isEqualTo("write");
      }
      await().until(() -> !fixture.spool.check().ok());
      assertThat(fixture.spool.check().message()).contains("has ended", "a mistake of ours");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "force", "create", "syncFolder"})
  void a_disk_that_refuses_for_a_while_makes_appends_fail_and_then_works(String refused)
      throws Exception {
    AtomicBoolean full = new AtomicBoolean();
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.log.answer(Answer.FAIL);
      fixture.start();
      fixture.append(records(0, 2));
      fixture.files.hook((call, _) -> {
        if (full.get() && call.equals(refused)) {
          throw new IOException("No space left on device");
        }
      });
      full.set(true);
      for (int number = 1; number < 5; number++) {
        int failing = number;
        if (refused.equals("write") || refused.equals("force") || number > 1) {
          assertThatThrownBy(() -> fixture.append(records(failing, 2)))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("No space left on device");
          assertThat(fixture.spool.check().ok()).isFalse();
        } else {
          // The segment in use needs neither a new file nor a new name.
          fixture.append(records(failing, 2));
          fixture.files.hook((call, _) -> {
            if (full.get() && (call.equals(refused) || call.equals("write"))) {
              throw new IOException("No space left on device");
            }
          });
        }
      }
      // What failed holds no room.
      assertThat(fixture.segmentFiles()).hasSize(1);
      full.set(false);
      fixture.append(records(5, 2));
      assertThat(fixture.spool.check().ok()).isTrue();
      fixture.log.answer(Answer.ACK);
      fixture.awaitDrained();
      assertThat(fixture.log.values()).startsWith("0-0", "0-1").endsWith("5-0", "5-1");
      assertThat(fixture.log.values()).doesNotContain("2-0", "3-0", "4-0");
    }
  }

  @Test
  void a_file_whose_fsync_failed_is_neither_written_nor_synced_again() throws Exception {
    Set<Path> failed = Collections.synchronizedSet(new LinkedHashSet<>());
    List<String> misuse = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger forces = new AtomicInteger();
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.log.answer(Answer.FAIL);
      fixture.files.hook((call, path) -> {
        if (failed.contains(path) && (call.equals("force") || call.equals("write"))) {
          misuse.add(call + " " + path);
        }
        if (call.equals("force") && forces.incrementAndGet() % 3 == 0) {
          failed.add(path);
          throw new IOException("Input/output error");
        }
      });
      fixture.start();
      List<String> acknowledged = appendAll(fixture, 0, 12);
      assertThat(failed).hasSize(4);
      assertThat(misuse).isEmpty();
      fixture.log.answer(Answer.ACK);
      fixture.awaitDrained();
      assertThat(fixture.log.values()).isEqualTo(acknowledged);
    }
  }

  @Test
  void a_segment_that_can_not_be_read_for_now_stops_no_other_and_comes_later() throws Exception {
    AtomicBoolean unreadable = new AtomicBoolean(true);
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.limits = SpoolFixture.limits(200);
      fixture.log.answer(Answer.NONE);
      fixture.start();
      List<String> all = appendAll(fixture, 0, 6);
      Path second = fixture.segmentFiles().get(2);
      fixture.files.hook((call, path) -> {
        if (call.equals("read") && path.equals(second) && unreadable.get()) {
          throw new IOException("Input/output error");
        }
      });
      fixture.spool.close();
      // The start itself looks at the headers.
      unreadable.set(false);
      fixture.start();
      unreadable.set(true);
      fixture.log.answer(Answer.ACK);
      await().until(() -> fixture.log.values().contains("5-1"));
      unreadable.set(false);
      fixture.awaitDrained();
      assertThat(fixture.log.values()).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @Test
  void a_segment_that_can_not_be_deleted_is_not_sent_again() throws Exception {
    AtomicInteger deletions = new AtomicInteger();
    try (SpoolFixture fixture = new SpoolFixture()) {
      fixture.files.hook((call, _) -> {
        if (call.equals("delete") && deletions.incrementAndGet() < 20) {
          throw new IOException("Input/output error");
        }
      });
      fixture.start();
      fixture.append(records(0, 2));
      fixture.awaitDrained();
      assertThat(fixture.log.values()).isEqualTo(numbered(0, 1, 2));
    }
  }

  /// @return the values of the appends that went well
  private static List<String> appendAll(SpoolFixture fixture, int from, int appends)
      throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int number = from; number < from + appends; number++) {
      try {
        fixture.append(records(number, 2));
        acknowledged.addAll(numbered(number, 1, 2));
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("spool can't be written");
      }
    }
    return acknowledged;
  }
}
