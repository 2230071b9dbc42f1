package io.kubescribe.ingest.http;

import io.kubescribe.ingest.http.Verdict.Admitted;
import io.kubescribe.ingest.http.Verdict.Operation;
import io.kubescribe.ingest.http.Verdict.Refused;
import io.kubescribe.ingest.intake.Intake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The request that is under way on a connection, from its first byte to its answer. Used by the
/// connection's event loop alone.
final class Exchange {
  /// Until its headers are there.
  private static final Verdict UNKNOWN = Refused.of(Refusal.MALFORMED);

  private final ReceiverParts parts;
  private final Instant receivedAt;
  private Verdict verdict = UNKNOWN;
  private boolean keepAlive;
  private boolean headOnly;
  private @Nullable BodyBuffer body;

  /// @param receivedAt when its first byte was read
  Exchange(ReceiverParts parts, Instant receivedAt) {
    this.parts = parts;
    this.receivedAt = receivedAt;
  }

  /// Takes the headers.
  ///
  /// @param certificate of the client, verified
  /// @return whether the rest is of use; if not, answer now and close
  boolean head(HttpRequest request, Optional<X509Certificate> certificate) throws RefusedException {
    boolean readable = request.decoderResult().isSuccess();
    headOnly = request.method().equals(HttpMethod.HEAD);
    keepAlive =
        readable
            && HttpUtil.isKeepAlive(request)
            && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    verdict = parts.gate().check(request, certificate);
    if (verdict instanceof Admitted admitted) {
      BodyBuffer buffer = parts.memory().buffer(admitted.cluster());
      body = buffer;
      buffer.expect(Math.max(0, admitted.length()));
      return true;
    }
    boolean ends =
        readable
            && !HttpUtil.isTransferEncodingChunked(request)
            && HttpUtil.getContentLength(request, 0L) == 0;
    keepAlive &= ends;
    return ends;
  }

  /// Takes a piece of the body.
  void add(ByteBuf piece) throws RefusedException {
    if (body != null) {
      body.append(piece);
    }
  }

  /// Gives it up; the connection can't be used for another.
  void refuse(Refusal refusal) {
    verdict = Refused.of(refusal, verdict instanceof Admitted admitted ? admitted.cluster() : null);
    keepAlive = false;
    drop();
  }

  /// Gives back what memory it has.
  void drop() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  /// What is still to be done for the answer, if it blocks: to be run on a virtual thread, once.
  ///
  /// @return the answer itself if nothing blocks
  Work work(Channel channel) {
    return switch (verdict) {
      case Refused(Refusal refusal, Answer answer, var cluster) -> {
        parts.refusals().refused(refusal, cluster, channel);
        yield new Work.Done(answer);
      }
      case Operation operation -> new Work.Blocking(() -> parts.work().operate(operation));
      case Admitted admitted -> {
        BodyBuffer received = body == null ? parts.memory().buffer(admitted.cluster()) : body;
        body = null;
        yield new Work.Blocking(() -> {
          try (received) {
            return parts.work().take(admitted, received, receivedAt, channel);
          }
        });
      }
    };
  }

  sealed interface Work {
    record Done(Answer answer) implements Work {}

    record Blocking(Supplier<Answer> answer) implements Work {}
  }

  /// How long the work may take.
  Duration answerWithin() {
    boolean large = body != null && body.size() > Intake.LARGE_BODY;
    return verdict instanceof Admitted admitted && admitted.importId() == null && !large
        ? parts.limits().answer()
        : parts.limits().request();
  }

  boolean keepAlive() {
    return keepAlive;
  }

  /// Whether the answer has no body.
  boolean headOnly() {
    return headOnly;
  }

  /// Whether it is counted as a request to the webhook.
  boolean isAudit() {
    return !(verdict instanceof Operation);
  }
}
