package io.kubescribe.testkit.recording;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.InputPolicy;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionRecord;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.core.session.SessionUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Sessions made from a seed. For one thread.
public final class SampleSessions {
  private final Random random;

  public SampleSessions(long seed) {
    random = new Random(seed);
  }

  /// An id made at a time.
  public SessionId id(Instant at) {
    return SessionId.next(() -> at, random);
  }

  /// What a session begins with.
  public static SessionStart start(Instant at, String podName) {
    return new SessionStart(
        at,
        SessionKind.EXEC,
        new ClusterName("prod"),
        "shop",
        podName,
        null,
        List.of("sh"),
        new RequestedStreams(true, true, false, true),
        RecordingMode.STRICT,
        InputPolicy.OFF,
        "gateway-1",
        new SessionUser("ann", null, List.of("devs"), Map.of()),
        null,
        "192.0.2.7",
        List.of(),
        "/api/v1/namespaces/shop/pods/" + podName + "/exec?command=sh&tty=1",
        null,
        Map.of());
  }

  /// All records of a session, whole from its start to its end.
  ///
  /// @param count how many, at least 4
  /// @param longest bytes of output in a record at most
  public List<SequencedRecord> session(Instant at, int count, int longest) {
    List<SequencedRecord> records = new ArrayList<>();
    long nanos = 0;
    for (int i = 0; i < count; i++) {
      records.add(new SequencedRecord(i, nanos, record(at, i, count, longest)));
      nanos += random.nextLong(random.nextInt(20) == 0 ? 9_000_000_000L : 50_000_000L);
    }
    return records;
  }

  private SessionRecord record(Instant at, int number, int count, int longest) {
    if (number == 0) {
      return new SessionRecord.Start(start(at, "cart-" + random.nextInt(10)));
    }
    if (number == 1) {
      return new SessionRecord.Negotiated(SessionProtocol.WEBSOCKET_V5);
    }
    if (number == count - 2) {
      return new SessionRecord.Status(
          ("{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":"
                  + "[{\"reason\":\"ExitCode\",\"message\":\"7\"}]}}")
              .getBytes(StandardCharsets.UTF_8));
    }
    if (number == count - 1) {
      return new SessionRecord.End(EndReason.COMPLETED, "", List.of());
    }
    return switch (random.nextInt(12)) {
      case 0 -> new SessionRecord.Heartbeat();
      case 1 -> new SessionRecord.Resize(80 + random.nextInt(40), 24);
      case 2 -> new SessionRecord.Facts(facts());
      case 3 -> data(SessionStream.STDERR, longest);
      default -> data(SessionStream.STDOUT, longest);
    };
  }

  private PodFacts facts() {
    return new PodFacts(
        null,
        "node-" + random.nextInt(3),
        "app",
        "cart:1",
        null,
        "Deployment",
        "cart",
        "default",
        Map.of("app", "cart"));
  }

  private SessionRecord.Data data(SessionStream stream, int longest) {
    byte[] bytes = new byte[1 + random.nextInt(longest)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 'a' + random.nextInt(6));
    }
    return new SessionRecord.Data(stream, bytes);
  }
}
