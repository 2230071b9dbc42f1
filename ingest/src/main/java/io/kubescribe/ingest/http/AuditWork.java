package io.kubescribe.ingest.http;

import io.kubescribe.core.Component;
import io.kubescribe.ingest.http.Verdict.Admitted;
import io.kubescribe.ingest.http.Verdict.Operation;
import io.kubescribe.ingest.intake.Delivery;
import io.kubescribe.ingest.intake.Intake;
import io.kubescribe.ingest.intake.Receipt;
import io.kubescribe.ingest.intake.UnavailableException;
import io.netty.channel.Channel;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is done for a complete request, on a virtual thread, because it blocks. Safe for use by
/// many threads.
final class AuditWork {
  private static final Logger log = LoggerFactory.getLogger(AuditWork.class);

  private final Intake intake;
  private final BodyMemory memory;
  private final ReceiverMetrics metrics;
  private final RefusalLog refusals;
  private final Supplier<List<Component>> components;
  private final Supplier<String> scrape;

  AuditWork(
      Intake intake,
      BodyMemory memory,
      ReceiverMetrics metrics,
      RefusalLog refusals,
      Supplier<List<Component>> components,
      Supplier<String> scrape) {
    this.intake = intake;
    this.memory = memory;
    this.metrics = metrics;
    this.refusals = refusals;
    this.components = components;
    this.scrape = scrape;
  }

  /// Hands the body to the intake; returns what is answered, whatever happens.
  ///
  /// @param received as sent; not closed here
  Answer take(Admitted admitted, BodyBuffer received, Instant receivedAt, Channel from) {
    long complete = System.nanoTime();
    try (BodyBuffer inflated = memory.buffer(admitted.cluster())) {
      BodyBuffer plain = received;
      if (admitted.gzip()) {
        Gzip.inflate(received, inflated);
        received.close();
        plain = inflated;
      }
      byte[] body = plain.exact();
      Receipt receipt =
          intake.take(
              new Delivery(admitted.cluster(), receivedAt, admitted.importId(), body, complete));
      metrics.taken(admitted.cluster(), body.length, receipt);
      return Answer.of(receipt);
    } catch (RefusedException e) {
      return refuse(e.refusal(), admitted, from);
    } catch (UnavailableException e) {
      return refuse(Refusal.NOT_DURABLE, admitted, from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refuse(Refusal.NOT_DURABLE, admitted, from);
      // Also what one body may do to the stack or the heap: its sender must get an answer.
    } catch (RuntimeException | Error e) {
      log.atError().addKeyValue("cluster", admitted.cluster()).setCause(e).log("intake failed");
      return refuse(Refusal.FAILED, admitted, from);
    }
  }

  private Answer refuse(Refusal refusal, Admitted admitted, Channel from) {
    refusals.refused(refusal, admitted.cluster(), from);
    return Answer.of(refusal);
  }

  /// The page for operators; returns what is answered, whatever happens.
  Answer operate(Operation operation) {
    try {
      return operation.path().equals(RequestGate.METRICS)
          ? Answer.metrics(scrape.get())
          : Answer.health(components.get(), operation.path().equals(RequestGate.READY));
    } catch (RuntimeException | Error e) {
      log.atError().addKeyValue("path", operation.path()).setCause(e).log("page failed");
      return Answer.of(Refusal.FAILED);
    }
  }
}
