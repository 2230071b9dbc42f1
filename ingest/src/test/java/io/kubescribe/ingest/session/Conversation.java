package io.kubescribe.ingest.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Bytes of both directions in their order, to be shown to a decoder in pieces.
public final class Conversation {
  /// Bytes in one direction.
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  private record Turn(boolean client, byte[] bytes) {}

  /// Where pieces end.
  private interface Cuts {
    int next(int left);
  }

  private final SessionDecoders decoders;
  private final SessionProtocol protocol;
  private final RequestedStreams asked;
  private final List<Turn> turns = new ArrayList<>();

  public Conversation(SessionDecoders decoders, SessionProtocol protocol, RequestedStreams asked) {
    this.decoders = decoders;
    this.protocol = protocol;
    this.asked = asked;
  }

  public Conversation client(byte[]... bytes) {
    turns.add(new Turn(true, joined(bytes)));
    return this;
  }

  public Conversation server(byte[]... bytes) {
    turns.add(new Turn(false, joined(bytes)));
    return this;
  }

  /// Hexadecimal digits; blanks are ignored.
  public Conversation client(String... hex) {
    return client(hex(String.join("", hex)));
  }

  public Conversation server(String... hex) {
    return server(hex(String.join("", hex)));
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  public static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  /// What a decoder tells when each turn comes in one piece; the same for any other cuts, or this
  /// fails.
  public CollectingSink decoded() {
    CollectingSink whole = decode(left -> left);
    List<String> expected = whole.lines();
    assertThat(decode(left -> 1).lines()).as("byte by byte").isEqualTo(expected);
    int longest = turns.stream().mapToInt(turn -> turn.bytes().length).max().orElse(0);
    for (int i = 1; i < Math.min(longest, 400); i++) {
      int at = i;
      assertThat(decode(left -> left > at ? left - at : left).lines())
          .as("cut %d bytes before the end", i)
          .isEqualTo(expected);
    }
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      assertThat(decode(left -> 1 + random.nextInt(left)).lines())
          .as("seed %d, round %d", seed, i)
          .isEqualTo(expected);
    }
    return whole;
  }

  /// What a decoder tells when each turn comes in one piece.
  public CollectingSink decodedWhole() {
    return decode(left -> left);
  }

  /// What a decoder tells when each turn is cut at random.
  public CollectingSink decodedCut(Random random) {
    return decode(left -> 1 + random.nextInt(random.nextBoolean() ? left : Math.min(left, 20)));
  }

  /// The same with some bytes changed, lost, doubled or new.
  public Conversation damaged(Random random) {
    Conversation damaged = new Conversation(decoders, protocol, asked);
    for (Turn turn : turns) {
      byte[] bytes = turn.bytes();
      for (int i = random.nextInt(3); i > 0; i--) {
        bytes = damaged(bytes, random);
      }
      damaged.turns.add(new Turn(turn.client(), bytes));
    }
    return damaged;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + random.nextInt(8));
    byte[] before = Arrays.copyOf(bytes, from);
    byte[] middle = Arrays.copyOfRange(bytes, from, to);
    byte[] after = Arrays.copyOfRange(bytes, to, bytes.length);
    byte[] fresh = new byte[random.nextInt(8)];
    random.nextBytes(fresh);
    return switch (random.nextInt(4)) {
      case 0 -> joined(before, after);
      case 1 -> joined(before, middle, middle, after);
      case 2 -> joined(before, fresh, middle, after);
      default -> {
        if (middle.length > 0) {
          middle[0] ^= (byte) (1 << random.nextInt(8));
        }
        yield joined(before, middle, after);
      }
    };
  }

  private CollectingSink decode(Cuts cuts) {
    CollectingSink sink = new CollectingSink();
    SessionDecoder decoder =
        decoders.decoder(protocol, asked, sink, UnpooledByteBufAllocator.DEFAULT);
    for (Turn turn : turns) {
      ByteBuf bytes = Unpooled.wrappedBuffer(turn.bytes());
      while (bytes.isReadable()) {
        ByteBuf piece = bytes.readSlice(cuts.next(bytes.readableBytes()));
        int length = piece.readableBytes();
        if (turn.client()) {
          decoder.client(piece);
        } else {
          decoder.server(piece);
        }
        assertThat(piece.readableBytes()).isEqualTo(length);
      }
    }
    decoder.close();
    decoder.close();
    return sink;
  }
}
