package io.kubescribe.queryapi.kafka;

import io.kubescribe.core.kafka.ControlRecords;
import io.kubescribe.core.kafka.LogProducer;
import io.kubescribe.core.session.LiveSession;
import io.kubescribe.core.session.SessionControl;
import io.kubescribe.core.session.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends sessions of gateways in this process directly, and asks those of other processes on
/// `kubescribe.control`. Safe for use by many threads.
public final class SessionEnder implements SessionControl {
  private static final Logger log = LoggerFactory.getLogger(SessionEnder.class);
  private static final long PATIENCE_SECONDS = 2;

  private final SessionControl here;
  private final Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send;

  /// @param here sessions of this process
  /// @param producer stays the caller's to close
  public SessionEnder(SessionControl here, LogProducer producer) {
    this(here, producer::send);
  }

  SessionEnder(
      SessionControl here, Function<ProducerRecord<byte[], byte[]>, CompletableFuture<?>> send) {
    this.here = here;
    this.send = send;
  }

  @Override
  public List<LiveSession> live() {
    return here.live();
  }

  /// @return false if the session is not open here and no other gateway could be asked
  @Override
  public boolean end(SessionId id, String who, String why) {
    if (here.end(id, who, why)) {
      return true;
    }
    try {
      send.apply(ControlRecords.of(new ControlRecords.EndSession(id, who, why)))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      log.atWarn().addKeyValue("session", id).setCause(e).log("no gateway could be asked");
      return false;
    }
  }
}
