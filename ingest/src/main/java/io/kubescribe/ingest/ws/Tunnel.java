package io.kubescribe.ingest.ws;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.ingest.session.FirstFlaws;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One direction of a SPDY connection inside messages: their payloads in a row, wherever they are
/// cut. Both ends of the tunnel put fragments together.
final class Tunnel implements Frames {
  private final Consumer<ByteBuf> inner;
  private final FirstFlaws flaws;
  private final @Nullable ClientRules rules;
  private FrameHeader header = new FrameHeader(true, 0, 0, true, 0);
  private boolean inMessage;
  private boolean closed;

  /// @param rules null for the server's direction
  Tunnel(Consumer<ByteBuf> inner, FirstFlaws flaws, @Nullable ClientRules rules) {
    this.inner = inner;
    this.flaws = flaws;
    this.rules = rules;
  }

  @Override
  public boolean begin(FrameHeader next) {
    header = next;
    if (rules != null) {
      return rules.begin(next);
    }
    if (next.length() < 0) {
      flaws.report(Flaw.TOO_LARGE, "server's frame has 2^63 bytes or more");
      return false;
    }
    return true;
  }

  @Override
  public void payload(ByteBuf bytes) {
    if (!header.isControl()) {
      inner.accept(bytes);
    } else if (rules != null) {
      rules.controlPayload(bytes);
    }
  }

  @Override
  public void end() {
    if (header.isControl()) {
      closed |= header.opcode() == FrameHeader.CLOSE;
      if (rules != null) {
        rules.controlEnded();
      }
      return;
    }
    inMessage = !header.fin();
    if (rules != null && header.length() == 0) {
      rules.contentless();
    }
  }

  boolean isClosed() {
    return closed;
  }

  boolean inMessage() {
    return inMessage;
  }
}
