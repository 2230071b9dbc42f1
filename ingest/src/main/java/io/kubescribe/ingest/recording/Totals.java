package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.StreamTotal;
import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts and hashes what was relayed. For one session's event loop only.
final class Totals {
  /// Of shorter input no hash is kept: it could be guessed, and it may be a password.
  private static final int LEAST_HASHED_INPUT = 4_096;

  private static final class Total {
    private final MessageDigest hash;
    private long bytes;

    Total() {
      try {
        hash = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  private final InputPolicy input;
  private final boolean terminal;
  private final Map<SessionStream, Total> totals = new EnumMap<>(SessionStream.class);

  Totals(InputPolicy input, boolean terminal) {
    this.input = input;
    this.terminal = terminal;
  }

  /// @param bytes indexes stay as they are
  void add(SessionStream stream, ByteBuf bytes) {
    Total total = totals.computeIfAbsent(stream, key -> new Total());
    total.bytes += bytes.readableBytes();
    total.hash.update(bytes.nioBuffer());
  }

  /// @param losses what of it is in no record
  List<StreamTotal> take(Losses losses) {
    List<StreamTotal> list = new ArrayList<>();
    totals.forEach((stream, total) -> {
      boolean unkept = stream == SessionStream.STDIN && input == InputPolicy.OFF;
      long missing = unkept ? total.bytes : losses.total(stream);
      list.add(new StreamTotal(stream, total.bytes, missing, hash(stream, total)));
    });
    return list;
  }

  private @Nullable String hash(SessionStream stream, Total total) {
    boolean guessable = terminal || total.bytes < LEAST_HASHED_INPUT;
    if (stream == SessionStream.STDIN && input != InputPolicy.FULL && guessable) {
      return null;
    }
    return HexFormat.of().formatHex(total.hash.digest());
  }
}
