package io.kubescribe.ingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeReaderTest {
  private static List<String> read(String text, int piece) {
    CollectingSink sink = new CollectingSink();
    ResizeReader reader = new ResizeReader(sink, new FirstFlaws(sink));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      reader.read(Unpooled.wrappedBuffer(bytes, at, Math.min(piece, bytes.length - at)));
    }
    return sink.lines();
  }

  private static List<String> read(String text) {
    List<String> whole = read(text, text.length());
    assertThat(read(text, 1)).isEqualTo(whole);
    assertThat(read(text, 7)).isEqualTo(whole);
    return whole;
  }

  @Test
  void objects_are_read_as_a_stream() {
    assertThat(
            read(
                "{\"Width\":120,\"Height\":40}\n {\"Width\":0,\"Height\":0}"
                    + "{\"Width\":65535,\"Height\":65535}"))
        .containsExactly("resize 120x40", "resize 0x0", "resize 65535x65535");
  }

  @Test
  void names_are_read_as_go_does() {
    assertThat(
            read(
                "{\"hEIGHT\":1,\"extra\":{\"Width\":[9,\"}\"]},\"WIDTH\":2,\"width\":3}"
                    + "{\"Height\":null,\"Width\":4}"))
        .containsExactly("resize 3x1", "resize 4x0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2]",
        "x",
        "{\"Width\":65536,\"Height\":1}",
        "{\"Width\":-1}",
        "{\"Width\":1e2}",
        "{\"Width\":1.0}",
        "{\"Width\":\"1\"}",
        "{\"Width\":}",
        "{Width:1}"
      })
  void after_one_that_cannot_be_read_nothing_is(String text) {
    assertThat(read("{\"Width\":1,\"Height\":2}" + text + "{\"Width\":3,\"Height\":4}"))
        .containsExactly("resize 1x2", "flaw unreadable-resize");
  }

  @Test
  void an_endless_object_is_given_up() {
    assertThat(read("{\"a\":\"" + "x".repeat(10_000)).toString()).contains("unreadable-resize");
    assertThat(read("{\"a\":" + "[".repeat(30) + "}")).containsExactly("flaw unreadable-resize");
  }
}
