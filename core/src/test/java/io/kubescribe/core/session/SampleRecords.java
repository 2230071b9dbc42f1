package io.kubescribe.core.session;

import io.kubescribe.core.audit.ClusterName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One record of each type, as the golden files hold them, by the file's name.
final class SampleRecords {
  private static final SessionUser USER =
      new SessionUser(
          "alice@example.com",
          "u-1",
          List.of("dev", "system:authenticated"),
          Map.of("scopes.example.com/team", List.of("shop"), "a", List.of()));

  private SampleRecords() {}

  static Map<String, SequencedRecord> all() {
    Map<String, SequencedRecord> records = new LinkedHashMap<>();
    records.put("start", new SequencedRecord(0, 0, new SessionRecord.Start(start())));
    records.put("facts", new SequencedRecord(1, 1_500, new SessionRecord.Facts(facts())));
    records.put(
        "negotiated",
        new SequencedRecord(2, 2_000, new SessionRecord.Negotiated(SessionProtocol.WEBSOCKET_V5)));
    records.put(
        "data",
        new SequencedRecord(
            3,
            1L << 40,
            new SessionRecord.Data(
                SessionStream.STDOUT, new byte[] {'h', 'i', '\r', '\n', -1, 0})));
    records.put(
        "closed", new SequencedRecord(4, 1L << 41, new SessionRecord.Closed(SessionStream.STDIN)));
    records.put("resize", new SequencedRecord(5, 1L << 42, new SessionRecord.Resize(120, 65_535)));
    records.put(
        "heartbeat",
        new SequencedRecord(Long.MAX_VALUE, Long.MAX_VALUE, new SessionRecord.Heartbeat()));
    records.put(
        "status",
        new SequencedRecord(
            6,
            7,
            new SessionRecord.Status(
                "{\"metadata\":{},\"status\":\"Success\"}".getBytes(StandardCharsets.UTF_8))));
    records.put(
        "gap",
        new SequencedRecord(
            7,
            9_000,
            new SessionRecord.Gap(
                8_000,
                8_999,
                List.of(
                    new SessionRecord.LostBytes(SessionStream.STDOUT, 1L << 33),
                    new SessionRecord.LostBytes(SessionStream.STDERR, 5)),
                12)));
    records.put(
        "flawed",
        new SequencedRecord(
            8, 9_001, new SessionRecord.Flawed(Flaw.FRAGMENTED_INPUT, "frame without end, é")));
    records.put(
        "forwarded",
        new SequencedRecord(
            9,
            9_002,
            new SessionRecord.Forwarded(
                new PortConnection(5432, "0", 77, 1_000, 2L << 32, "connection refused"))));
    records.put(
        "end",
        new SequencedRecord(
            10,
            9_003,
            new SessionRecord.End(
                EndReason.NOT_RECORDED,
                "Kafka did not answer",
                List.of(
                    new StreamTotal(SessionStream.STDIN, 12, 12, null),
                    new StreamTotal(SessionStream.STDOUT, 6, 0, "ab".repeat(32))))));
    return records;
  }

  static SessionStart start() {
    return new SessionStart(
        Instant.parse("2026-11-24T12:00:00.123456789Z"),
        SessionKind.EXEC,
        new ClusterName("prod"),
        "shop",
        "cart-0",
        null,
        List.of("sh", "-c", "echo \"ü\" \u0001\ud83d\ude00"),
        new RequestedStreams(true, true, true, true),
        RecordingMode.STRICT,
        InputPolicy.MASKED,
        "gateway-1",
        USER,
        new SessionUser("root", null, List.of(), Map.of()),
        "192.0.2.7",
        List.of("198.51.100.1"),
        "/api/v1/namespaces/shop/pods/cart-0/exec?command=sh&tty=1",
        facts(),
        Map.of("auditId", "mine", "kubectlCommand", "kubectl exec"));
  }

  private static PodFacts facts() {
    return new PodFacts(
        "0b9c4bd2-9c6e-4a0e-a6a6-2f2f0f8f1a11",
        "node-1",
        "app",
        "registry.example.com/cart:1",
        null,
        "StatefulSet",
        "cart",
        "default",
        Map.of("app", "cart", "a", "b"));
  }
}
