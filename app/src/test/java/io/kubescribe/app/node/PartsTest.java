package io.kubescribe.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
  private final List<String> closed = new ArrayList<>();
  private final Parts parts = new Parts();

  private Closeable part(String name) {
    return () -> closed.add(name);
  }

  @Test
  void close_in_reverse_order_of_start() throws IOException {
    parts.add(part("first"));
    parts.add(part("second"));
    parts.add(part("third"));
    parts.close();
    assertThat(closed).containsExactly("third", "second", "first");
  }

  @Test
  void one_that_fails_keeps_no_other_open() throws IOException {
    parts.add(part("first"));
    parts.add(() -> {
      throw new IOException("disk on fire");
    });
    parts.add(part("third"));
    assertThatThrownBy(parts::close)
        .isInstanceOf(IOException.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void an_error_of_one_keeps_no_other_open() throws IOException {
    parts.add(part("first"));
    parts.add(() -> {
      throw new LinkageError("a class is missing");
    });
    assertThatThrownBy(parts::close).isInstanceOf(IOException.class);
    assertThat(closed).containsExactly("first");
  }

  @Test
  void what_is_started_after_the_end_is_closed_at_once() throws IOException {
    parts.close();
    assertThatThrownBy(() -> parts.add(part("late"))).isInstanceOf(IOException.class);
    assertThat(closed).containsExactly("late");
  }

  @Test
  void close_twice_closes_once() throws IOException {
    parts.add(part("only"));
    parts.close();
    parts.close();
    assertThat(closed).containsExactly("only");
  }
}
