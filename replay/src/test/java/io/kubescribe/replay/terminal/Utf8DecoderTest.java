package io.kubescribe.replay.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8DecoderTest {
  @Test
  void characters_cut_at_every_byte_are_put_together() {
    byte[] bytes = "aé日🙂\u0301z".getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Utf8Decoder decoder = new Utf8Decoder();
      StringBuilder text = new StringBuilder();
      decoder.decode(bytes, 0, cut, text);
      decoder.decode(bytes, cut, bytes.length - cut, text);
      assertThat(text.toString()).isEqualTo("aé日🙂\u0301z");
      assertThat(decoder.isPartial()).isFalse();
    }
  }

  @Test
  void a_character_that_never_ends_becomes_one_replacement() {
    Utf8Decoder decoder = new Utf8Decoder();
    StringBuilder text = new StringBuilder();
    decoder.decode(new byte[] {'a', (byte) 0xf0, (byte) 0x9f, (byte) 0x99}, 0, 4, text);
    assertThat(decoder.partial()).containsExactly(0xf0, 0x9f, 0x99);
    decoder.end(text);
    assertThat(text.toString()).isEqualTo("a\ufffd");
  }

  @Test
  void malformed_bytes_become_what_the_jdk_makes_of_them() throws Exception {
    for (int seed = 0; seed < 20_000; seed++) {
      byte[] bytes = new byte[12];
      Random random = new Random(seed);
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        if (random.nextBoolean()) {
          bytes[i] =
              (byte) (random.nextBoolean() ? 0xe0 + random.nextInt(24) : 0x80 + (bytes[i] & 0x3f));
        }
      }
      Utf8Decoder decoder = new Utf8Decoder();
      StringBuilder text = new StringBuilder();
      decoder.decode(bytes, 0, bytes.length, text);
      decoder.end(text);
      assertThat(text.toString()).as("seed %d", seed).isEqualTo(jdk(bytes));
    }
  }

  private static String jdk(byte[] bytes) throws Exception {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer text = decoder.decode(ByteBuffer.wrap(bytes));
    return text.toString();
  }
}
