package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.RefusedException;
import io.kubescribe.ingest.gateway.upstream.ApiCall;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Asks the apiserver with the client's own credential who that is: a `SelfSubjectReview`, which
/// needs no right. Where a client acts as another user, the apiserver tells both. Safe for use by
/// many threads.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
public final class SelfReview implements Identities {
  /// Since 1.28, and before; a server has at least one of them from 1.27 on.
  private static final List<String> VERSIONS = List.of("v1", "v1beta1");

  private static final int NOT_FOUND = 404;

  private final Upstream upstream;
  private final Duration limit;

  /// @param limit for one question
  public SelfReview(Upstream upstream, Duration limit) {
    this.upstream = upstream;
    this.limit = limit;
  }

  @Override
  public Future<Identity> identify(EventLoop loop, Credential credential) {
    Promise<Identity> promise = loop.newPromise();
    ask(loop, credential, true, 0)
        .addListener((Future<SessionUser> user) -> {
          if (!user.isSuccess()) {
            promise.setFailure(user.cause());
          } else if (credential.impersonation().isEmpty()) {
            promise.setSuccess(new Identity(user.getNow(), null));
          } else {
            ask(loop, credential, false, 0)
                .addListener((Future<SessionUser> behind) -> {
                  if (behind.isSuccess()) {
                    promise.setSuccess(new Identity(user.getNow(), behind.getNow()));
                  } else {
                    promise.setFailure(behind.cause());
                  }
                });
          }
        });
    return promise;
  }

  private Future<SessionUser> ask(
      EventLoop loop, Credential credential, boolean impersonating, int version) {
    Promise<SessionUser> promise = loop.newPromise();
    Map<String, List<String>> headers = new HashMap<>();
    if (impersonating) {
      headers.putAll(credential.impersonation());
    }
    @Nullable String authorization = credential.authorization();
    if (authorization != null) {
      headers.put("Authorization", List.of(authorization));
    }
    String group = "authentication.k8s.io/" + VERSIONS.get(version);
    byte[] review =
        ("{\"apiVersion\":\"" + group + "\",\"kind\":\"SelfSubjectReview\"}")
            .getBytes(StandardCharsets.US_ASCII);
    ApiCall.post(upstream, loop, "/apis/" + group + "/selfsubjectreviews", headers, review, limit)
        .addListener((Future<ApiCall.Answer> done) -> {
          boolean older =
              done.isSuccess()
                  && done.getNow().status() == NOT_FOUND
                  && version + 1 < VERSIONS.size();
          if (older) {
            ask(loop, credential, impersonating, version + 1)
                .addListener((Future<SessionUser> again) -> {
                  if (again.isSuccess()) {
                    promise.setSuccess(again.getNow());
                  } else {
                    promise.setFailure(again.cause());
                  }
                });
          } else {
            settle(promise, done);
          }
        });
    return promise;
  }

  private static void settle(Promise<SessionUser> promise, Future<ApiCall.Answer> done) {
    if (!done.isSuccess()) {
      promise.setFailure(
          new RefusedException(
              Refusal.unavailable(
                  "the apiserver did not say who you are: " + Upstream.describe(done.cause()))));
      return;
    }
    int status = done.getNow().status();
    Optional<SessionUser> user =
        status / 100 == 2 ? UserInfo.ofSelfReview(done.getNow().body()) : Optional.empty();
    if (user.isPresent()) {
      promise.setSuccess(user.get());
    } else if (status == 401) {
      promise.setFailure(
          new RefusedException(
              Refusal.unauthorized("you must be logged in: the apiserver knows no such user")));
    } else if (status == 403) {
      promise.setFailure(
          new RefusedException(
              Refusal.forbidden("the apiserver does not let you act so, or say who you are")));
    } else {
      promise.setFailure(
          new RefusedException(
              Refusal.unavailable("the apiserver did not say who you are, it answered " + status)));
    }
  }
}
