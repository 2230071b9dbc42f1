package io.kubescribe.replay.derive.cast;

import io.kubescribe.core.session.SessionStart;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Writes the [PlayEvent]s it is given as an asciicast, each as one whole line. Neither flushes nor
/// closes. For one thread.
///
/// Fails with [UncheckedIOException] when the stream does.
///
/// @see <a href="https://docs.asciinema.org/manual/asciicast/v2/">asciicast v2</a>
/// @see <a href="https://docs.asciinema.org/manual/asciicast/v3/">asciicast v3</a>
public final class CastWriter implements Consumer<PlayEvent> {
  private final OutputStream out;
  private final CastVersion version;
  private final boolean withInput;
  private final long origin;
  private final StringBuilder line = new StringBuilder();
  private long before;

  /// @param withInput whether to write what was typed, as far as it was recorded
  /// @param origin nanoseconds of the session that are 0 in the cast; no event is earlier, but the
  ///   first may be
  public CastWriter(OutputStream out, CastVersion version, boolean withInput, long origin) {
    this.out = out;
    this.version = version;
    this.withInput = withInput;
    this.origin = micros(origin);
  }

  /// @throws UncheckedIOException if the stream fails
  @Override
  public void accept(PlayEvent event) {
    switch (event) {
      case PlayEvent.Begin begin -> header(begin);
      case PlayEvent.Output(long nanos, _, String text) -> event(nanos, 'o', text);
      case PlayEvent.Input(long nanos, _, String text) -> {
        if (withInput) {
          event(nanos, 'i', text);
        }
      }
      case PlayEvent.Resize(long nanos, int columns, int rows) ->
          event(nanos, 'r', columns + "x" + rows);
      case PlayEvent.Gap gap -> event(gap.nanos(), 'm', gap.label());
      case PlayEvent.Marker(long nanos, String label) -> event(nanos, 'm', label);
      case PlayEvent.Exit(long nanos, int status) -> event(nanos, 'x', Integer.toString(status));
    }
  }

  private void header(PlayEvent.Begin begin) {
    line.append("{\"version\":").append(version.number());
    switch (version) {
      case V2 ->
          line.append(",\"width\":")
              .append(begin.columns())
              .append(",\"height\":")
              .append(begin.rows());
      case V3 ->
          line.append(",\"term\":{\"cols\":")
              .append(begin.columns())
              .append(",\"rows\":")
              .append(begin.rows())
              .append('}');
    }
    SessionStart start = begin.start();
    if (start != null) {
      long seconds = start.startedAt().plus(origin, ChronoUnit.MICROS).getEpochSecond();
      line.append(",\"timestamp\":").append(Math.max(0, seconds)).append(",\"title\":");
      JsonText.string(
          line,
          start.kind() + " " + start.cluster() + " " + start.namespace() + "/" + start.podName());
    }
    line.append('}');
    writeLine();
  }

  private void event(long nanos, char code, String data) {
    long now = Math.max(before, micros(nanos) - origin);
    line.append('[');
    JsonText.seconds(line, version == CastVersion.V2 ? now : now - before);
    line.append(",\"").append(code).append("\",");
    JsonText.string(line, data).append(']');
    before = now;
    writeLine();
  }

  private void writeLine() {
    line.append('\n');
    try {
      out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.setLength(0);
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }
}
