package io.kubescribe.ingest.gateway;

import io.kubescribe.core.session.EndReason;
import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.PodFacts;
import io.kubescribe.core.session.RecordingMode;
import io.kubescribe.core.session.SessionId;
import io.kubescribe.core.session.SessionKind;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStart;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.UpgradeKind;
import io.kubescribe.ingest.session.RecordingListener;
import io.kubescribe.ingest.session.SessionDecoder;
import io.kubescribe.ingest.session.SessionRecording;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A session from its start record to its end record: first the request for it, then what is
/// relayed. For one event loop.
@SuppressWarnings("FutureReturnValueIgnored") // what fails on a channel closes it
final class RecordedSession implements ProtocolChange, Tap, RecordingListener {
  private static final Logger log = LoggerFactory.getLogger(RecordedSession.class);

  /// How long the end of a recording waits for facts about the pod.
  private static final Duration FACTS = Duration.ofSeconds(1);

  private static final String BANNER = "This session is recorded.\n";

  private final GatewayParts parts;
  private final ClientConnection client;
  private final SessionId id;
  private final SessionStart start;
  private final UpgradeKind upgrade;
  private final SessionRecording recording;
  private final WatchedSink sink;
  private @Nullable SessionDecoder decoder;
  private @Nullable Relay relay;
  private boolean banner;
  private boolean ended;
  private boolean factsKnown;
  private boolean finished;
  private EndReason reason = EndReason.GATEWAY_STOPPED;
  private String detail = "";
  private final CompletableFuture<Void> durable = new CompletableFuture<>();

  RecordedSession(
      GatewayParts parts,
      ClientConnection client,
      SessionId id,
      SessionStart start,
      UpgradeKind upgrade) {
    this.parts = parts;
    this.client = client;
    this.id = id;
    this.start = start;
    this.upgrade = upgrade;
    this.banner = parts.config().banner();
    this.recording = parts.recordings().begin(id, start, client.loop(), this);
    this.sink = new WatchedSink(recording);
    log.atInfo()
        .addKeyValue("session", id)
        .addKeyValue("kind", start.kind().wireName())
        .addKeyValue("cluster", start.cluster())
        .addKeyValue("namespace", start.namespace())
        .addKeyValue("pod", start.podName())
        .addKeyValue("mode", start.mode().wireName())
        .log("session begins");
  }

  private boolean strict() {
    return start.mode() == RecordingMode.STRICT;
  }

  /// Completes when the start record is durable.
  CompletableFuture<Void> started() {
    return recording.started();
  }

  /// What the cluster says about the pod, told once.
  void facts(Optional<PodFacts> pod) {
    if (!finished) {
      factsKnown = true;
      pod.ifPresent(recording::facts);
      if (ended) {
        finish();
      }
    }
  }

  @Override
  public void agreed(HttpResponse switching, Channel server) {
    Optional<SessionProtocol> protocol = protocol(switching);
    if (protocol.isEmpty() && strict()) {
      server.close();
      recording.flaw(Flaw.PROTOCOL_VIOLATION, "the apiserver chose a protocol that is not known");
      end(EndReason.NOT_DECODED, "unknown protocol");
      client.refuse(Refusal.badGateway("the apiserver chose a protocol that can't be recorded"));
      return;
    }
    if (protocol.isPresent()) {
      recording.negotiated(protocol.get());
      decoder =
          parts.decoders().decoder(protocol.get(), start.asked(), sink, client.channel().alloc());
    } else {
      recording.flaw(Flaw.PROTOCOL_VIOLATION, "the apiserver chose a protocol that is not known");
    }
    parts.sessions().add(id, start, this::endByOperator);
    Relay begun = new Relay(client, server, this, parts.limits().lost());
    relay = begun;
    begun.start(switching);
  }

  private Optional<SessionProtocol> protocol(HttpResponse switching) {
    String agreed = switching.headers().get(HttpHeaderNames.UPGRADE, "").toLowerCase(Locale.ROOT);
    Optional<SessionProtocol> protocol =
        switch (upgrade) {
          case WEBSOCKET ->
              agreed.equals("websocket")
                  ? SessionProtocol.ofWebSocket(
                      switching.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL))
                  : Optional.empty();
          case SPDY ->
              agreed.equals("spdy/3.1")
                  ? SessionProtocol.ofSpdy(switching.headers().get("X-Stream-Protocol-Version"))
                  : Optional.empty();
          case NONE, OTHER -> Optional.empty();
        };
    return protocol.filter(
        found -> found.isPortForward() == (start.kind() == SessionKind.PORT_FORWARD));
  }

  private void endByOperator(String message) {
    try {
      client
          .loop()
          .execute(() -> {
            if (relay != null) {
              relay.end(EndReason.ENDED_BY_OPERATOR, message, "session " + message);
            }
          });
    } catch (RejectedExecutionException e) {
      log.atDebug().addKeyValue("session", id).log("ended by itself meanwhile");
    }
  }

  @Override
  public void refused(int status) {
    end(EndReason.REFUSED, "the apiserver answered " + status);
  }

  @Override
  public void failed(String why) {
    end(EndReason.SERVER_LOST, why);
  }

  @Override
  public void abandoned(boolean lost) {
    end(lost ? EndReason.CLIENT_LOST : EndReason.CLIENT_CLOSED, "before the apiserver answered");
  }

  /// It never got as far as the apiserver.
  void givenUp(String why) {
    end(EndReason.NOT_RECORDED, why);
  }

  @Override
  public boolean client(ByteBuf bytes) {
    if (decoder != null) {
      decoder.client(bytes);
    }
    return goesOn();
  }

  @Override
  public boolean server(ByteBuf bytes) {
    if (decoder != null) {
      decoder.server(bytes);
    }
    return goesOn();
  }

  private boolean goesOn() {
    String flaw = sink.flaw();
    if (flaw == null || !strict()) {
      return true;
    }
    if (relay != null) {
      relay.end(EndReason.NOT_DECODED, flaw, "session ended because it can't be recorded: " + flaw);
    }
    return false;
  }

  @Override
  public boolean mayRelease(int bytes) {
    return recording.mayRelease(bytes);
  }

  @Override
  public ByteBuf insertion() {
    if (!banner || decoder == null) {
      return Unpooled.EMPTY_BUFFER;
    }
    ByteBuf bytes = decoder.banner(BANNER);
    banner = !bytes.isReadable();
    return bytes;
  }

  @Override
  public ByteBuf ending(String message) {
    return decoder == null ? Unpooled.EMPTY_BUFFER : decoder.ending("kubescribe: " + message);
  }

  @Override
  public void ended(EndReason reason, String detail) {
    boolean closed =
        switch (reason) {
          case CLIENT_CLOSED, CLIENT_LOST, SERVER_CLOSED, SERVER_LOST -> sink.outcome();
          case COMPLETED, REFUSED, NOT_RECORDED, NOT_DECODED, ENDED_BY_OPERATOR, GATEWAY_STOPPED ->
              false;
        };
    end(closed ? EndReason.COMPLETED : reason, detail);
  }

  private void end(EndReason why, String more) {
    if (ended) {
      return;
    }
    reason = why;
    detail = more;
    if (decoder != null) {
      decoder.close();
    }
    ended = true;
    parts.sessions().remove(id);
    parts.metrics().sessionEnded(start.kind(), reason);
    log.atInfo()
        .addKeyValue("session", id)
        .addKeyValue("reason", reason.wireName())
        .addKeyValue("detail", detail)
        .log("session ended");
    parts.endings().add(durable);
    if (factsKnown || client.loop().isShuttingDown()) {
      finish();
    } else {
      // A short session ends before the cluster has said what its pod is.
      client.loop().schedule(this::finish, FACTS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void finish() {
    if (!finished) {
      finished = true;
      recording.end(reason, detail).whenComplete((_, _) -> durable.complete(null));
    }
  }

  @Override
  public void resumed() {
    if (relay != null) {
      relay.resume();
    }
  }

  @Override
  public void exhausted(String message) {
    if (relay != null) {
      relay.end(EndReason.NOT_RECORDED, message, message);
    } else if (strict() && !ended) {
      // The request is still on its way: its answer must find the door closed.
      end(EndReason.NOT_RECORDED, message);
      client.abandon(Refusal.unavailable(message));
    }
  }
}
