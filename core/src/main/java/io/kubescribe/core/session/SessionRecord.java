package io.kubescribe.core.session;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One entry of a session's row. Where it stands in the row and when it was made is beside it, in
/// [SequencedRecord].
public sealed interface SessionRecord {
  /// The first record of every session.
  record Start(SessionStart start) implements SessionRecord {}

  /// What was learnt about the pod after the start.
  record Facts(PodFacts pod) implements SessionRecord {}

  /// The apiserver agreed, and with which protocol.
  record Negotiated(SessionProtocol protocol) implements SessionRecord {}

  /// Bytes of one stream, in the order in which they passed. The array is not copied: nobody may
  /// change it.
  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  record Data(SessionStream stream, byte[] bytes) implements SessionRecord {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Data(SessionStream otherStream, byte[] otherBytes)
          && stream == otherStream
          && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(stream, Arrays.hashCode(bytes));
    }

    @Override
    public String toString() {
      return "Data[" + stream + ", " + bytes.length + " bytes]";
    }
  }

  /// One side will write no more to this stream.
  record Closed(SessionStream stream) implements SessionRecord {}

  /// The terminal's size in characters, 0 to 65,535 each.
  record Resize(int width, int height) implements SessionRecord {
    /// @throws IllegalArgumentException if a size is out of range
    public Resize {
      if ((width | height) >>> 16 != 0) {
        throw new IllegalArgumentException(
            "sizes must be 0 to 65535, were " + width + " and " + height);
      }
    }
  }

  /// Nothing happened, and the recorder is alive.
  record Heartbeat() implements SessionRecord {}

  /// How the process ended: the bytes of the server's `metav1.Status` or its text, as on the wire.
  /// The array is not copied: nobody may change it.
  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  record Status(byte[] bytes) implements SessionRecord {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Status(byte[] otherBytes) && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "Status[" + bytes.length + " bytes]";
    }
  }

  /// Something relayed that is not in the recording.
  ///
  /// @param fromNanos when the first lost record was made, nanoseconds since the start
  /// @param toNanos when the last one was made
  /// @param lost bytes lost of each stream that lost any; a resize or flaw lost shows in `records`
  /// @param records how many records were lost
  record Gap(long fromNanos, long toNanos, List<LostBytes> lost, long records)
      implements SessionRecord {
    public Gap {
      lost = List.copyOf(lost);
    }
  }

  /// @param bytes how many
  record LostBytes(SessionStream stream, long bytes) {}

  /// Something on the wire is wrong.
  ///
  /// @param detail one line for people
  record Flawed(Flaw flaw, String detail) implements SessionRecord {
    public Flawed {
      Objects.requireNonNull(flaw, "flaw");
      Objects.requireNonNull(detail, "detail");
    }
  }

  /// A connection of a port-forward ended.
  record Forwarded(PortConnection connection) implements SessionRecord {}

  /// The last record.
  ///
  /// @param detail one line for people, empty when the reason says all
  /// @param totals of each stream that was used
  record End(EndReason reason, String detail, List<StreamTotal> totals) implements SessionRecord {
    public End {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
      totals = List.copyOf(totals);
    }
  }
}
