package io.kubescribe.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecompressionTest {
  private static final byte[] TEXT =
      "one line\nand another\n".repeat(3).getBytes(StandardCharsets.UTF_8);

  @Test
  void is_recognised_by_content() throws IOException {
    assertThat(read(TEXT)).isEqualTo(TEXT);
    assertThat(read(gzip(TEXT))).isEqualTo(TEXT);
    assertThat(read(Zstd.compress(TEXT))).isEqualTo(TEXT);
    assertThat(read(new byte[0])).isEmpty();
    assertThat(read(new byte[] {0x1f})).isEqualTo(new byte[] {0x1f});
  }

  @Test
  void concatenated_members_and_frames_are_read_however_they_arrive() throws IOException {
    byte[] twice = join(TEXT, TEXT);
    for (byte[] stored :
        new byte[][] {
          join(gzip(TEXT), gzip(TEXT)), join(Zstd.compress(TEXT), Zstd.compress(TEXT))
        }) {
      assertThat(read(stored)).isEqualTo(twice);
      try (InputStream in = Decompression.open(new ByteByByte(stored))) {
        assertThat(in.readAllBytes()).isEqualTo(twice);
      }
    }
  }

  @Test
  void a_member_with_all_header_fields_is_read() throws IOException {
    byte[] plain = gzip(TEXT);
    ByteArrayOutputStream named = new ByteArrayOutputStream();
    named.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    named.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
    named.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    named.writeBytes(new byte[] {0, 0});
    named.write(plain, 10, plain.length - 10);

    assertThat(read(named.toByteArray())).isEqualTo(TEXT);
  }

  @Test
  void zeros_behind_gzip_are_filling() throws IOException {
    assertThat(read(join(gzip(TEXT), new byte[1000]))).isEqualTo(TEXT);
  }

  @Test
  void what_came_before_a_cut_is_read() throws IOException {
    byte[] noise = new byte[400_000];
    new Random(1).nextBytes(noise);
    for (byte[] stored : new byte[][] {gzip(noise), Zstd.compress(noise)}) {
      InputStream in = Decompression.open(new ByteArrayInputStream(stored, 0, stored.length - 100));
      byte[] got = new byte[noise.length];
      int length = 0;
      IOException failure = null;
      while (failure == null) {
        try {
          length += in.read(got, length, Math.min(1000, got.length - length));
        } catch (IOException e) {
          failure = e;
        }
      }
      assertThat(length).isGreaterThan(noise.length / 2);
      assertThat(Arrays.copyOf(got, length)).isEqualTo(Arrays.copyOf(noise, length));
    }
  }

  @Test
  void every_cut_and_every_flipped_byte_of_gzip_is_noticed_or_harmless() throws IOException {
    byte[] stored = gzip(TEXT);
    for (int cut = 3; cut < stored.length; cut++) {
      byte[] part = Arrays.copyOf(stored, cut);
      assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
    }
    for (int i = 10; i < stored.length; i++) {
      byte[] damaged = stored.clone();
      damaged[i] ^= 0x55;
      assertThatThrownBy(() -> read(damaged)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void what_is_behind_gzip_is_not_dropped_in_silence() throws IOException {
    assertThatThrownBy(() -> read(join(gzip(TEXT), TEXT)))
        .hasMessage("behind the gzip data is something else");
  }

  private static byte[] read(byte[] stored) throws IOException {
    try (InputStream in = Decompression.open(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream stored = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(stored)) {
      out.write(bytes);
    }
    return stored.toByteArray();
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /// A pipe that never has more than one byte and says that it has none.
  private static final class ByteByByte extends InputStream {
    private final ByteArrayInputStream bytes;

    ByteByByte(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
    }

    @Override
    public int read() {
      return bytes.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return bytes.read(target, offset, Math.min(length, 1));
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
