package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Derived;
import io.kubescribe.core.derived.ScreenBlock;
import io.kubescribe.core.derived.ScreenLine;
import io.kubescribe.core.derived.SeenCommandLine;
import io.kubescribe.core.derived.SessionSummary;
import io.kubescribe.core.store.AppendOutcome;
import io.kubescribe.index.lucene.SliceName.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/// Puts derived documents into their slices, each once: all of a session into the slice of the time
/// at which its id was made, so that its conditions meet in one index. For the appending thread.
final class SessionAppender implements SliceAppender<Derived> {
  /// What a document takes up beside its text.
  private static final int OVERHEAD = 500;

  private static final int LINE_OVERHEAD = 80;
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  private final Slices slices;
  private final SessionDocument document = new SessionDocument();
  private final Map<Slice, KnownKeys> known = new HashMap<>();

  SessionAppender(Slices slices) {
    this.slices = slices;
  }

  @Override
  public AppendOutcome append(Derived derived) throws IOException {
    Instant made = derived.key().session().madeAt();
    if (made.isAfter(LAST)) {
      throw new IllegalArgumentException("session id is not of our time: " + derived.key());
    }
    Slice slice = slices.findOrCreate(Kind.MAIN, made);
    KnownKeys keys = keysOf(slice);
    if (keys.contains(derived.key())) {
      return AppendOutcome.DUPLICATE;
    }
    Instant from = derived.startedAt();
    Instant to = latest(derived);
    slices.writing(slice);
    slice.add(document.of(derived), Fields.micros(from), Fields.micros(to), to.toEpochMilli());
    keys.added(derived.key());
    return AppendOutcome.ADDED;
  }

  private static Instant latest(Derived derived) {
    return switch (derived) {
      case SessionSummary summary -> summary.lastRecordAt();
      case ScreenBlock block -> block.startedAt().plusNanos(block.to());
      case SeenCommandLine command -> command.startedAt().plusNanos(command.at());
    };
  }

  @Override
  public long bytes(Derived derived) {
    long text = OVERHEAD;
    if (derived instanceof ScreenBlock block) {
      for (ScreenLine line : block.lines()) {
        text += line.text().length() + LINE_OVERHEAD;
      }
    }
    return text;
  }

  private KnownKeys keysOf(Slice slice) throws IOException {
    KnownKeys keys = known.get(slice);
    if (keys == null) {
      keys = new KnownKeys(slice);
      known.put(slice, keys);
    }
    return keys;
  }

  @Override
  public void forgetUnwritten() throws IOException {
    Iterator<Map.Entry<Slice, KnownKeys>> all = known.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Slice, KnownKeys> entry = all.next();
      if (!entry.getKey().isWriting()) {
        entry.getValue().close();
        all.remove();
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (KnownKeys keys : known.values()) {
      keys.close();
    }
    known.clear();
  }
}
