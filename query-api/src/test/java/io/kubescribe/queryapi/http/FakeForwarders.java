package io.kubescribe.queryapi.http;

import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.forward.ForwarderState;
import io.kubescribe.core.forward.ForwarderStatus;
import io.kubescribe.core.forward.LetterSummary;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// One forwarder, `splunk`, with a dead letter; remembers what it was told.
final class FakeForwarders implements ForwarderStatus {
  final List<String> told = new CopyOnWriteArrayList<>();
  private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");

  @Override
  public List<ForwarderState> forwarders() {
    return List.of(
        new ForwarderState(
            "splunk", "splunk-hec", "running", "", 12, AT, null, 90_210, 1, 3, 0, 1));
  }

  @Override
  public List<LetterSummary> deadLetters(String name, int most) {
    AuditEventId id = AuditEventId.ofBytes(new byte[32]);
    return List.of(new LetterSummary(7, id, "kubescribe.audit-2@4711", "HEC 6", 1, AT));
  }

  @Override
  public boolean pause(String name) {
    return told.add("pause " + name);
  }

  @Override
  public boolean resume(String name) {
    return told.add("resume " + name);
  }

  @Override
  public boolean replay(String name, Instant from) {
    return told.add("replay " + name + " " + from);
  }

  @Override
  public boolean resend(String name) {
    return told.add("resend " + name);
  }
}
