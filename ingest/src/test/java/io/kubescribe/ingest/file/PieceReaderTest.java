package io.kubescribe.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.ingest.file.Piece.Broken;
import io.kubescribe.ingest.file.Piece.Item;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class PieceReaderTest {
  private static final String A = "{\"kind\":\"Event\",\"auditID\":\"a\",\"x\":{\"items\":[1]}}";
  private static final String B = "{\"auditID\":\"b\\n\\\"{\",\"kind\":\"Event\",\"items\":null}";
  private static final String C = "{ \"auditID\" : \"ü\" , \"n\" : [ -1.5e3 , true , { } ] }";
  private static final String TORN = "{\"auditID\":\"t\",\"user\":{\"name\":\"ev";

  /// @param text a file
  /// @param pieces that are in it: items as they stand, broken ones behind `!`, those of a list
  ///   behind `!!`
  record Sample(String text, List<String> pieces) {
    Sample(String text, String... pieces) {
      this(text, List.of(pieces));
    }
  }

  @SuppressWarnings("unused") // read by name
  static final List<Sample> SAMPLES =
      List.of(
          new Sample(""),
          new Sample("\n \r\n\t"),
          new Sample(A, A),
          new Sample(A + "\n" + B + "\r\n\n" + C + "\n", A, B, C),
          new Sample("\ufeff" + A + "\n" + C, A, C),
          new Sample(A + B + C, A, B, C),
          new Sample("{}", "{}"),
          new Sample("{\n  \"auditID\":\n  \"p\"\n}\n" + A, "{\n  \"auditID\":\n  \"p\"\n}", A),
          // Lists
          new Sample("{\"kind\":\"EventList\",\"items\":[" + A + "," + B + "]}", A, B),
          new Sample("{\"items\":[],\"kind\":\"EventList\"}" + A, A),
          new Sample(
              "{\"items\" : [\n" + A + ",\n" + B + "\n], \"metadata\":{}, \"n\" : 1 }\n" + C,
              A,
              B,
              C),
          new Sample(
              "{\"kind\":\"EventList\",\"items\":[" + A + "]}{\"items\":[" + B + "]}" + C, A, B, C),
          new Sample(
              "{\"items\":[null, 12 ,\"s\",[" + A + "]]}", "null", "12", "\"s\"", "[" + A + "]"),
          new Sample("[" + A + ",\n" + B + "]\n" + C, A, B, C),
          new Sample("{\"items\":[" + A + "],\"items\":[" + B + "]}" + C, A, B, C),
          new Sample(
              "{\"items\":null,\"kind\":\"EventList\"}", "{\"items\":null,\"kind\":\"EventList\"}"),
          new Sample(
              "{\"kind\":\"Event\",\"auditID\":\"e\",\"items\":[" + A + "]}",
              "{\"kind\":\"Event\",\"auditID\":\"e\",\"items\":[" + A + "]}"),
          // Broken
          new Sample(TORN, "!" + TORN),
          new Sample(TORN + "\n" + A + "\n" + B, "!" + TORN + "\n", A, B),
          new Sample(A + "\n" + TORN + "\n" + B, A, "!" + TORN + "\n", B),
          new Sample("{\"a\":\n" + A + "\n" + B, "!{\"a\":\n", A, B),
          new Sample("{\"a\":[\n" + A + "\n" + B, "!{\"a\":[\n", A, B),
          new Sample("{\"a\":1,\n" + A + "\n", "!{\"a\":1,\n", A),
          new Sample("words\nmore\n" + A, "!words\nmore\n", A),
          new Sample(A + " words\n" + B, A, "!words\n", B),
          new Sample("\0\0\0" + A + "\n" + B, "!\0\0\0" + A + "\n", B),
          new Sample("123\nnull\n" + A, "!123\nnull\n", A),
          new Sample("{\n  \"a\": {\n  b\n}\n}\n" + A, "!{\n  \"a\": {\n  b\n}\n}\n", A),
          new Sample("{\"items\":[" + A + "," + TORN, A, "!!" + TORN),
          new Sample("{\"items\":[" + A + ",{x}," + B + "]}\n" + C, A, "!!{x}," + B + "]}\n", C),
          new Sample("{\"items\":[" + A + "\n" + B + "\n" + C, A, B, C),
          new Sample(
              "{\"items\":[\n" + A + ",\n" + TORN + "\n" + B + "\n]}", A, "!!" + TORN + "\n", B),
          new Sample(
              "{\"items\":[" + TORN + "\n{\"items\":[" + B + "]}\n" + C, "!!" + TORN + "\n", B, C),
          new Sample("{\"items\":[" + A + "]x}\n" + B, A, "!x}\n", B),
          new Sample(A + ",\n" + B + ",\n]}", A, B, "!]}"));

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void cuts_the_same_pieces_however_the_bytes_arrive(Sample sample) throws IOException {
    byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
    for (int size = 1; size <= bytes.length + 4; size++) {
      InputStream in = new ByteArrayInputStream(bytes);
      assertThat(pieces(new PieceReader(new Window(in, size), 1000)))
          .as("window of %d", size)
          .isEqualTo(sample.pieces());
    }
    for (int split = 0; split <= bytes.length; split++) {
      InputStream in =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, split),
              new ByteArrayInputStream(bytes, split, bytes.length - split));
      assertThat(pieces(new PieceReader(new Window(in, 8), 1000)))
          .as("split at %d", split)
          .isEqualTo(sample.pieces());
    }
  }

  @Test
  void a_piece_that_is_too_long_comes_in_parts_that_are_no_documents() throws IOException {
    String inner = "{\"kind\":\"Event\"}".repeat(3);
    String large = "{\"a\":\"" + "x".repeat(60) + "\",\"b\":[" + inner.replace("}{", "},{") + "]}";
    for (int largest = 20; largest < large.length(); largest++) {
      InputStream in =
          new ByteArrayInputStream((A + "\n" + large + "\n{}").getBytes(StandardCharsets.UTF_8));
      List<String> pieces =
          pieces(new PieceReader(new Window(in, 4), Math.max(largest, A.length())));
      assertThat(pieces.getFirst()).isEqualTo(A);
      assertThat(pieces.getLast()).isEqualTo("{}");
      List<String> parts = pieces.subList(1, pieces.size() - 1);
      assertThat(parts).hasSizeGreaterThan(1).allMatch(part -> part.startsWith("!"));
      assertThat(String.join("", parts.stream().map(part -> part.substring(1)).toList()))
          .isEqualTo(large + "\n");
      assertThat(parts.subList(1, parts.size())).noneMatch(part -> part.startsWith("!{"));
    }
  }

  @Test
  void what_came_before_a_failure_is_told_before_it() throws IOException {
    InputStream failing =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("cut");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new EOFException("cut");
          }
        };
    InputStream in =
        new SequenceInputStream(
            new ByteArrayInputStream((A + "\n" + TORN).getBytes(StandardCharsets.UTF_8)), failing);
    PieceReader reader = new PieceReader(new Window(in, 16), 1000);

    assertThat(text(reader.next())).isEqualTo(A);
    assertThat(text(reader.next())).isEqualTo("!" + TORN);
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class).hasMessage("cut");
  }

  @Test
  void a_list_that_does_not_end_is_told() throws IOException {
    PieceReader cut = reader("{\"items\":[" + A);
    pieces(cut);
    assertThat(cut.isInsideList()).isTrue();
    PieceReader whole = reader("{\"items\":[" + A + "]}");
    pieces(whole);
    assertThat(whole.isInsideList()).isFalse();
  }

  @Test
  void hostile_nesting_takes_no_quadratic_time() throws IOException {
    PieceReader reader = reader("{\"a\":\n".repeat(20_000) + "[".repeat(100_000));

    assertThat(pieces(reader)).hasSize(20_000);
  }

  private static PieceReader reader(String text) {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return new PieceReader(new Window(in, 64), 1 << 20);
  }

  private static List<String> pieces(PieceReader reader) throws IOException {
    List<String> pieces = new ArrayList<>();
    for (@Nullable Piece piece = reader.next(); piece != null; piece = reader.next()) {
      pieces.add(text(piece));
    }
    return pieces;
  }

  private static String text(@Nullable Piece piece) {
    return switch (piece) {
      case null -> "nothing";
      case Item(byte[] bytes) -> new String(bytes, StandardCharsets.UTF_8);
      case Broken(byte[] bytes, boolean inList) ->
          (inList ? "!!" : "!") + new String(bytes, StandardCharsets.UTF_8);
    };
  }
}
