package io.kubescribe.replay.kafka;

import io.kubescribe.core.recording.RecordingGap;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.recording.RecordingStore.Part;
import io.kubescribe.core.recording.RecordingStore.StoredPart;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.replay.store.PartScan;
import io.kubescribe.replay.store.PartWriter;
import io.kubescribe.replay.store.SealedPart;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts that are being written. For the loop's thread.
final class OpenParts {
  private static final Logger log = LoggerFactory.getLogger(OpenParts.class);

  /// Sealed parts of which the last number is kept, for records that come again.
  private static final int MOST_SEALED = 200;

  private final RecordingStore store;
  private final Map<SessionId, OpenPart> open = new LinkedHashMap<>();
  private final Set<SessionId> damaged = new HashSet<>();
  private final Map<SessionId, SealedPart> sealed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionId, SealedPart> eldest) {
          return size() > MOST_SEALED;
        }
      };

  OpenParts(RecordingStore store) {
    this.store = store;
  }

  /// Forgets all, and takes up again what the store has. What is damaged at its end is cut, kept
  /// aside and counted; a part that can't be read at all does not hold up the others.
  ///
  /// @return how many parts were damaged
  int recover(Instant now) throws IOException {
    open.clear();
    sealed.clear();
    int before = damaged.size();
    for (Part part : store.unsealed()) {
      PartScan scan = new PartScan(store, part);
      try {
        scan.advance();
      } catch (IOException e) {
        setAside(part, 0, String.valueOf(e.getMessage()));
        continue;
      }
      if (scan.isSealed()) {
        store.seal(part);
        continue;
      }
      String fault = scan.fault();
      if (fault != null || scan.end() == 0) {
        setAside(part, scan.end(), fault == null ? "it is empty" : fault);
      }
      if (scan.end() > 0) {
        PartWriter writer = PartWriter.resume(store, scan);
        // Behind the last record of a session there was nothing but the seal.
        open.put(
            part.session(),
            new OpenPart(writer, writer.end() == null ? cause(part.session()) : null, now));
      }
    }
    return damaged.size() - before;
  }

  private void setAside(Part part, long from, String why) throws IOException {
    store.setAside(part, from);
    damaged.add(part.session());
    log.atWarn()
        .addKeyValue("recording", part)
        .addKeyValue("position", from)
        .addKeyValue("reason", why)
        .log("the end of a recording was damaged and is kept aside; the log brings it again");
  }

  private RecordingGap.@Nullable Cause cause(SessionId session) {
    return damaged.contains(session) ? RecordingGap.Cause.TORN : null;
  }

  @Nullable OpenPart find(SessionId session) {
    return open.get(session);
  }

  /// The newest part of a session that is not open; null if there is none.
  @Nullable SealedPart lastSealed(SessionId session) throws IOException {
    SealedPart known = sealed.get(session);
    if (known == null) {
      List<StoredPart> parts = store.parts(session);
      if (parts.isEmpty()) {
        return null;
      }
      known = SealedPart.read(store, parts.getLast());
      sealed.put(session, known);
    }
    return known;
  }

  /// Begins a part.
  ///
  /// @param before the part before, null for none
  OpenPart create(SessionId session, @Nullable SealedPart before, Instant now) {
    int epoch = before == null ? 1 : before.stored().part().epoch() + 1;
    PartWriter writer = PartWriter.create(store, new Part(session, epoch), before);
    OpenPart part =
        new OpenPart(writer, before == null ? cause(session) : RecordingGap.Cause.INTERRUPTED, now);
    open.put(session, part);
    return part;
  }

  /// Notes that a part is sealed.
  void sealed(SessionId session) {
    open.remove(session);
    sealed.remove(session);
    damaged.remove(session);
  }

  Collection<OpenPart> all() {
    return List.copyOf(open.values());
  }

  int size() {
    return open.size();
  }

  /// What may be durable: `reached`, but nothing that is not in the store.
  Checkpoint covered(Checkpoint reached) {
    Checkpoint covered = reached;
    for (OpenPart part : open.values()) {
      Checkpoint.Partition partition = part.partition();
      if (partition != null
          && part.waiting() >= 0
          && part.waiting() < covered.nextOffsets().getOrDefault(partition, Long.MAX_VALUE)) {
        covered = covered.with(partition, part.waiting());
      }
    }
    return covered;
  }
}
