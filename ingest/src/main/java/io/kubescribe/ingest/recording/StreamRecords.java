package io.kubescribe.ingest.recording;

import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.StreamTotal;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Turns bytes and resizes into records: few, in the order in which they came, and of input only
/// what the policy allows. For one session's event loop only.
final class StreamRecords {
  private final InputPolicy input;
  private final Executor loop;
  private final Totals totals;
  private final DataBuffer buffer;
  private final Resizes resizes;
  private boolean flushAsked;

  StreamRecords(
      SessionStart start,
      Executor loop,
      DataBuffer.Out data,
      Consumer<SessionRecord.Resize> resize) {
    this.loop = loop;
    input = start.input();
    totals = new Totals(input, start.asked().tty());
    buffer = new DataBuffer(data);
    resizes =
        new Resizes(size -> {
          buffer.flush();
          resize.accept(size);
        });
  }

  /// @param now nanoseconds since the start
  void data(SessionStream stream, ByteBuf bytes, long now) {
    totals.add(stream, bytes);
    if (stream == SessionStream.STDIN) {
      switch (input) {
        case OFF -> {}
        case MASKED -> buffer.add(stream, InputMask.masked(bytes), now);
        case FULL -> buffer.add(stream, bytes, now);
      }
    } else {
      // The program may have drawn this for the new size.
      resizes.flush(now);
      buffer.add(stream, bytes, now);
    }
    if (buffer.length() > 0 && !flushAsked) {
      flushAsked = true;
      loop.execute(this::turnEnded);
    }
  }

  private void turnEnded() {
    flushAsked = false;
    buffer.flush();
  }

  void resize(int width, int height, long now) {
    resizes.add(width, height, now);
  }

  /// Writes what is held.
  void flush(long now) {
    resizes.flush(now);
    buffer.flush();
  }

  /// Writes what is held if its time has come.
  void tick(long now) {
    if (resizes.due() >= 0 && now >= resizes.due()) {
      resizes.flush(now);
    }
  }

  /// When [#tick] has something to do; `otherwise` for never.
  long due(long otherwise) {
    return resizes.due() < 0 ? otherwise : Math.min(otherwise, resizes.due());
  }

  /// Bytes that are in no record yet.
  int buffered() {
    return buffer.length();
  }

  List<StreamTotal> totals(Losses losses) {
    return totals.take(losses);
  }
}
