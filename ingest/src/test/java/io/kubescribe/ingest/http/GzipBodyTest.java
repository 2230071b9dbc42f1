package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bodies as gzip, and B15 of the catalogue of bad inputs.
class GzipBodyTest {
  private static final int LIMIT = 8 << 20;

  @TempDir private Path data;

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  private static byte[] text(int length) {
    // Shrinks about twice: letters of which half say nothing.
    byte[] text = new byte[length];
    Random random = new Random(7);
    for (int i = 0; i < length; i++) {
      text[i] = (byte) ('a' + random.nextInt(16));
    }
    return text;
  }

  private static byte[] inflate(byte[] compressed) throws RefusedException {
    ByteBudget budget = new ByteBudget(4L * LIMIT);
    try (BodyBuffer in = new BodyBuffer(budget, LIMIT);
        BodyBuffer out = new BodyBuffer(budget, LIMIT)) {
      in.append(compressed, compressed.length);
      Gzip.inflate(in, out);
      return out.exact().clone();
    } finally {
      assertThat(budget.used()).isZero();
    }
  }

  private static void assertRefused(byte[] compressed, Refusal refusal) {
    assertThatThrownBy(() -> inflate(compressed))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
  }

  @Test
  void bodies_come_out_as_they_went_in() throws Exception {
    for (int length : new int[] {0, 1, 1_000, 65_536, 3_000_000}) {
      byte[] plain = text(length);
      assertThat(inflate(gzip(plain))).isEqualTo(plain);
    }
  }

  @Test
  void several_members_are_one_body() throws Exception {
    byte[] one = gzip("hello ".getBytes(StandardCharsets.UTF_8));
    byte[] two = gzip("world".getBytes(StandardCharsets.UTF_8));
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    assertThat(inflate(both)).asString().isEqualTo("hello world");
  }

  @Test
  void optional_parts_of_the_header_are_passed_over() throws Exception {
    byte[] plain = "hello".getBytes(StandardCharsets.UTF_8);
    byte[] simple = gzip(plain);
    byte[] optional = {3, 0, 'a', 'b', 'c', 'n', 'a', 'm', 'e', 0, 'x', 0, 9, 9};
    byte[] full = new byte[simple.length + optional.length];
    System.arraycopy(simple, 0, full, 0, 10);
    System.arraycopy(optional, 0, full, 10, optional.length);
    System.arraycopy(simple, 10, full, 10 + optional.length, simple.length - 10);
    full[3] = 2 | 4 | 8 | 16;
    assertThat(inflate(full)).isEqualTo(plain);
  }

  @Test
  void a_body_cut_at_any_byte_is_refused() throws IOException {
    byte[] whole = gzip(text(500));
    for (int at = 0; at < whole.length; at++) {
      assertRefused(Arrays.copyOf(whole, at), Refusal.BAD_GZIP);
    }
  }

  @Test
  void a_body_with_any_bit_of_its_checks_turned_is_refused() throws IOException {
    byte[] whole = gzip(text(500));
    for (int i = whole.length - 8; i < whole.length; i++) {
      byte[] turned = whole.clone();
      turned[i] ^= 1;
      assertRefused(turned, Refusal.BAD_GZIP);
    }
  }

  @Test
  void what_follows_the_last_member_is_not_overlooked() throws IOException {
    byte[] whole = gzip(text(500));
    assertRefused(Arrays.copyOf(whole, whole.length + 1), Refusal.BAD_GZIP);
  }

  @Test
  void a_bomb_is_refused_by_its_growth() throws IOException {
    byte[] bomb = gzip(new byte[4 << 20]);
    assertThat(bomb.length).isLessThan((4 << 20) / 900);
    assertRefused(bomb, Refusal.TOO_DENSE);
  }

  @Test
  void dense_bodies_up_to_a_mebibyte_are_taken() throws Exception {
    assertThat(inflate(gzip(new byte[1 << 20]))).hasSize(1 << 20);
  }

  @Test
  void a_body_past_the_limit_is_refused_whatever_its_trailer_says() throws IOException {
    byte[] large = gzip(text(LIMIT + 1));
    assertRefused(large, Refusal.TOO_LARGE);
    Arrays.fill(large, large.length - 4, large.length, (byte) 0);
    assertRefused(large, Refusal.TOO_LARGE);
  }

  @Test
  void over_http_a_body_is_inflated_bombs_and_broken_ones_are_refused() throws IOException {
    try (TestReceiver server = new TestReceiver(data)) {
      byte[] plain = text(TestReceiver.MAX_BODY);
      assertThat(post(server, gzip(plain))).isEqualTo(200);
      assertThat(server.intake.taken.getFirst().body()).isEqualTo(plain);
      assertThat(post(server, gzip(text(TestReceiver.MAX_BODY + 1)))).isEqualTo(413);
      assertThat(post(server, gzip(new byte[64 << 20]))).isEqualTo(413);
      assertThat(post(server, plain)).isEqualTo(400);
      assertThat(post(server, new byte[0])).isEqualTo(400);
      assertThat(server.intake.taken).hasSize(1);
      assertThat(server.inflight()).isZero();
    }
  }

  private static int post(TestReceiver server, byte[] body) throws IOException {
    try (Wire wire = server.connect()) {
      wire.send(server.head("Content-Encoding: gzip", "Content-Length: " + body.length) + "\r\n");
      return wire.send(body).read().status();
    }
  }
}
