package io.kubescribe.ingest.session;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.session.Flaw;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// Collects how the process ended and tells it once. For one session's event loop only.
public final class StatusReader {
  private static final int MAX_STATUS = 1 << 20;
  private static final int MAX_DEPTH = 64;

  private final SessionSink sink;
  private final FirstFlaws flaws;
  private byte[] held = new byte[0];
  private int length;
  private boolean told;

  public StatusReader(SessionSink sink, FirstFlaws flaws) {
    this.sink = sink;
    this.flaws = flaws;
  }

  /// Takes all of the bytes.
  public void read(ByteBuf bytes) {
    if (!told) {
      int more = Math.min(bytes.readableBytes(), MAX_STATUS - length);
      if (more < bytes.readableBytes()) {
        flaws.report(Flaw.MALFORMED_FRAME, "status is cut after " + MAX_STATUS + " bytes");
      }
      if (length + more > held.length) {
        held = Arrays.copyOf(held, Math.max(length + more, Math.min(2 * length, MAX_STATUS)));
      }
      bytes.readBytes(held, length, more);
      length += more;
    }
    bytes.skipBytes(bytes.readableBytes());
  }

  /// Tells the status if it is a whole JSON object by now.
  public void messageEnded() {
    if (isPending() && JsonSyntax.valueEnd(held, 0, length, MAX_DEPTH) > 0) {
      ended();
    }
  }

  /// Tells whatever has come: nothing more will. Even an empty status is one.
  public void ended() {
    if (!told) {
      told = true;
      sink.status(Arrays.copyOf(held, length));
      held = new byte[0];
    }
  }

  /// Whether bytes came that were not told.
  public boolean isPending() {
    return !told && length > 0;
  }
}
