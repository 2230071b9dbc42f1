package io.kubescribe.testkit.recording;

import io.kubescribe.core.CheckResult;
import io.kubescribe.core.recording.RecordingStore;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.store.Checkpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Recordings in memory, which fail when they are told to and can lose what is not durable. Safe
/// for use by many threads.
public final class MemoryRecordingStore implements RecordingStore {
  private static final Comparator<Part> ORDER =
      Comparator.comparing(Part::session).thenComparingInt(Part::epoch);

  private static final class Bytes {
    byte[] content = new byte[0];
    int durable;
    boolean sealed;
  }

  private final Map<Part, Bytes> parts = new TreeMap<>(ORDER);
  private final Set<Part> sealing = new HashSet<>();
  private final List<byte[]> aside = new ArrayList<>();
  private Checkpoint checkpoint = Checkpoint.NONE;
  private long callsLeft = Long.MAX_VALUE;
  private long commits;

  /// Fails the call after so many that write, half done, and each one from then on until
  /// [#unsealed].
  public synchronized void failAfter(long calls) {
    callsLeft = calls;
  }

  /// Loses what is not durable, as a power cut does: of each part a random length of it, and the
  /// last bytes of what stays may be damaged.
  public synchronized void cutPower(Random random) {
    sealing.clear();
    for (Bytes bytes : parts.values()) {
      int extra = bytes.content.length - bytes.durable;
      if (extra > 0) {
        int kept = random.nextInt(extra + 1);
        bytes.content = Arrays.copyOf(bytes.content, bytes.durable + kept);
        if (kept > 0 && random.nextBoolean()) {
          bytes.content[bytes.content.length - 1] ^= 0x20;
        }
      }
    }
    parts.values().removeIf(bytes -> bytes.content.length == 0);
  }

  /// Changes one byte.
  public synchronized void damage(Part part, int position) {
    require(part).content[position] ^= 1;
  }

  /// Leaves only the first bytes.
  public synchronized void truncate(Part part, int length) {
    Bytes bytes = require(part);
    bytes.content = Arrays.copyOf(bytes.content, length);
  }

  /// All bytes of a part.
  public synchronized byte[] content(Part part) {
    return require(part).content.clone();
  }

  /// What was set aside.
  public synchronized List<byte[]> aside() {
    return List.copyOf(aside);
  }

  public synchronized long commits() {
    return commits;
  }

  private Bytes require(Part part) {
    Bytes bytes = parts.get(part);
    if (bytes == null) {
      throw new IllegalArgumentException("there is no part " + part);
    }
    return bytes;
  }

  private boolean fails() {
    callsLeft--;
    return callsLeft < 0;
  }

  private static IOException toldTo() {
    return new IOException("told to fail");
  }

  @Override
  public synchronized Checkpoint checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized List<Part> unsealed() {
    callsLeft = Long.MAX_VALUE;
    sealing.clear();
    return parts.entrySet().stream()
        .filter(entry -> !entry.getValue().sealed)
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public synchronized void append(Part part, long position, ByteBuffer bytes) throws IOException {
    Bytes found = parts.computeIfAbsent(part, _ -> new Bytes());
    if (found.sealed || found.content.length != position) {
      throw new IOException("part " + part + " does not end at " + position);
    }
    boolean failing = fails();
    int taken = failing ? bytes.remaining() / 2 : bytes.remaining();
    byte[] more = Arrays.copyOf(found.content, found.content.length + taken);
    bytes.get(more, found.content.length, taken);
    found.content = more;
    if (failing) {
      throw toldTo();
    }
  }

  @Override
  public synchronized void seal(Part part) {
    sealing.add(part);
  }

  @Override
  public synchronized void setAside(Part part, long from) throws IOException {
    if (fails()) {
      throw toldTo();
    }
    Bytes bytes = require(part);
    aside.add(Arrays.copyOfRange(bytes.content, (int) from, bytes.content.length));
    if (from == 0) {
      parts.remove(part);
    } else {
      bytes.content = Arrays.copyOf(bytes.content, (int) from);
      bytes.durable = bytes.content.length;
    }
  }

  @Override
  public synchronized void commit(Checkpoint next) throws IOException {
    boolean failing = fails();
    for (Map.Entry<Part, Bytes> entry : parts.entrySet()) {
      Bytes bytes = entry.getValue();
      bytes.durable = bytes.content.length;
      bytes.sealed |= sealing.contains(entry.getKey());
    }
    if (failing) {
      throw toldTo();
    }
    sealing.clear();
    checkpoint = next;
    commits++;
  }

  @Override
  public synchronized void delete(SessionId session) {
    parts.keySet().removeIf(part -> part.session().equals(session));
  }

  private static LocalDate day(SessionId session) {
    return LocalDate.ofInstant(session.madeAt(), ZoneOffset.UTC);
  }

  @Override
  public synchronized List<LocalDate> days() {
    return parts.keySet().stream().map(part -> day(part.session())).distinct().toList();
  }

  @Override
  public synchronized List<SessionId> sessions(LocalDate day) {
    return parts.keySet().stream()
        .map(Part::session)
        .filter(session -> day(session).equals(day))
        .distinct()
        .toList();
  }

  @Override
  public synchronized List<StoredPart> parts(SessionId session) {
    return parts.entrySet().stream()
        .filter(entry -> entry.getKey().session().equals(session))
        .map(entry ->
            new StoredPart(
                entry.getKey(), entry.getValue().content.length, entry.getValue().sealed))
        .toList();
  }

  @Override
  public synchronized ByteBuffer read(Part part, long position, int length) {
    @Nullable Bytes bytes = parts.get(part);
    int size = bytes == null ? 0 : bytes.content.length;
    int from = (int) Math.min(position, size);
    int to = (int) Math.min((long) from + length, size);
    return bytes == null
        ? ByteBuffer.allocate(0)
        : ByteBuffer.wrap(Arrays.copyOfRange(bytes.content, from, to));
  }

  @Override
  public String name() {
    return "recording-store";
  }

  @Override
  public CheckResult check() {
    return CheckResult.OK;
  }

  @Override
  public void close() {}
}
