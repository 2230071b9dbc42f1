package io.kubescribe.ingest.event;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventId;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UnreadableEventException;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes events of a body: splits it, redacts each event, gives it its id. Safe for use by many
/// threads; holds nothing between calls.
public final class EventPreparer {
  /// The most events of one body; 64 MiB of real events are at most 130,000 (500 bytes each).
  static final int MAX_EVENTS = 200_000;

  /// The most pieces of one body that are kept apart; further ones are joined to one.
  static final int MAX_PIECES = 1_000;

  private final Function<byte[], Redactor.Redacted> redactor;

  public EventPreparer(Redactor redactor) {
    this(redactor::redact);
  }

  /// @param redactor [Redactor#redact]; a seam, so that tests can let it fail
  EventPreparer(Function<byte[], Redactor.Redacted> redactor) {
    this.redactor = redactor;
  }

  /// Prepares a body of any content; never throws because of it. 64 MiB take one to five seconds of
  /// a processor, so the caller may interrupt.
  ///
  /// @param source `webhook`, `spool` or `import`
  /// @param importId run of the import, null for the webhook
  /// @param body decompressed; stays the caller's
  /// @throws CancellationException if the thread is interrupted meanwhile
  public PreparedBatch prepare(
      ClusterName cluster,
      String source,
      Instant receivedAt,
      @Nullable String importId,
      byte[] body) {
    Batch batch =
        new Batch(
            redactor, new EventEnvelope(cluster, source, receivedAt, List.of(), importId), body);
    try {
      new BatchSplitter(body, batch).split();
    } catch (BatchSplitter.RefusedListException e) {
      return new PreparedBatch(
          List.of(), List.of(new QuarantinedPiece(String.valueOf(e.getMessage()), body.clone())));
    }
    return batch.prepared();
  }

  /// What of one body has been told so far.
  private static final class Batch implements BatchSplitter.Parts {
    private final Function<byte[], Redactor.Redacted> redactor;
    private final EventEnvelope envelope;
    private final byte[] body;
    private final List<PreparedEvent> events = new ArrayList<>();
    private final List<QuarantinedPiece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
    private int joinedPieces;

    Batch(Function<byte[], Redactor.Redacted> redactor, EventEnvelope envelope, byte[] body) {
      this.redactor = redactor;
      this.envelope = envelope;
      this.body = body;
    }

    @Override
    public void item(int from, int to) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted");
      }
      byte[] raw = Arrays.copyOfRange(body, from, to);
      if (events.size() >= MAX_EVENTS) {
        quarantine("over-limit: the body has more than " + MAX_EVENTS + " events", raw);
        return;
      }
      try {
        AuditEvent event = AuditEventParser.parse(raw, envelope);
        Redactor.Redacted redacted = redactor.apply(raw);
        if (redacted.redactions().isEmpty()) {
          events.add(prepared(event, envelope, raw));
          return;
        }
        EventEnvelope changed =
            new EventEnvelope(
                envelope.cluster(),
                envelope.source(),
                envelope.receivedAt(),
                redacted.redactions(),
                envelope.importId());
        // Parsed again: the id rests on what is stored, and nothing is stored that can't be read.
        events.add(
            prepared(AuditEventParser.parse(redacted.raw(), changed), changed, redacted.raw()));
      } catch (UnreadableEventException e) {
        quarantine(e.reason() + ": " + e.getMessage(), raw);
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException | StackOverflowError e) {
        // A mistake of ours must not cost the other events. Its message may show their content.
        quarantine("internal: a mistake in this program, " + e.getClass().getName(), raw);
      }
    }

    private static PreparedEvent prepared(AuditEvent event, EventEnvelope envelope, byte[] raw) {
      return new PreparedEvent(
          AuditEventId.of(envelope.cluster(), event.auditId(), event.stage(), raw), envelope, raw);
    }

    @Override
    public boolean isEvent(int from, int to) {
      try {
        AuditEvent event = AuditEventParser.parse(Arrays.copyOfRange(body, from, to), envelope);
        return !event.stage().isEmpty();
      } catch (UnreadableEventException | RuntimeException | StackOverflowError e) {
        return false;
      }
    }

    @Override
    public void broken(int from, int to, String reason) {
      quarantine(reason, Arrays.copyOfRange(body, from, to));
    }

    private void quarantine(String reason, byte[] raw) {
      if (pieces.size() < MAX_PIECES - 1) {
        pieces.add(new QuarantinedPiece(reason, raw));
        return;
      }
      if (joinedPieces++ > 0) {
        joined.write('\n');
      }
      joined.writeBytes(raw);
    }

    PreparedBatch prepared() {
      if (joinedPieces > 0) {
        pieces.add(
            new QuarantinedPiece(
                "over-limit: the last " + joinedPieces + " pieces of the body, one a line",
                joined.toByteArray()));
      }
      return new PreparedBatch(events, pieces);
    }
  }
}
