package io.kubescribe.ingest.gateway.identity;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionUser;
import io.kubescribe.ingest.gateway.request.Refusal;
import io.kubescribe.ingest.gateway.request.RefusedException;
import io.kubescribe.ingest.gateway.upstream.ApiCall;
import io.kubescribe.ingest.gateway.upstream.Upstream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import tools.jackson.core.JsonGenerator;

/// Checks clients at the gateway: a verified certificate names its user as kube-apiserver reads it
/// (CN, and O for groups); a token is reviewed by the apiserver with the gateway's own right. Safe
/// for use by many threads.
@SuppressWarnings("FutureReturnValueIgnored") // of listeners
public final class CheckedIdentities implements Identities {
  private static final String PATH = "/apis/authentication.k8s.io/v1/tokenreviews";

  private final Upstream own;
  private final Supplier<Optional<String>> ownAuthorization;
  private final Duration limit;

  /// @param own as the gateway
  /// @param ownAuthorization the gateway's credential, where it is no certificate
  public CheckedIdentities(
      Upstream own, Supplier<Optional<String>> ownAuthorization, Duration limit) {
    this.own = own;
    this.ownAuthorization = ownAuthorization;
    this.limit = limit;
  }

  @Override
  public Future<Identity> identify(EventLoop loop, Credential credential) {
    X509Certificate certificate = credential.certificate();
    if (certificate != null) {
      return ofCertificate(certificate)
          .<Future<Identity>>map(user -> loop.newSucceededFuture(new Identity(user, null)))
          .orElseGet(() -> refused(loop, "the client certificate has no common name"));
    }
    return credential
        .token()
        .map(token -> review(loop, token))
        .orElseGet(() -> refused(loop, "a client certificate or a bearer token is needed"));
  }

  private static Future<Identity> refused(EventLoop loop, String message) {
    return loop.newFailedFuture(new RefusedException(Refusal.unauthorized(message)));
  }

  private static Optional<SessionUser> ofCertificate(X509Certificate certificate) {
    String name = "";
    List<String> groups = new ArrayList<>();
    try {
      for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          name = String.valueOf(rdn.getValue());
        } else if (rdn.getType().equalsIgnoreCase("O")) {
          groups.add(String.valueOf(rdn.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new SessionUser(name, null, groups, Map.of()));
  }

  private Future<Identity> review(EventLoop loop, String token) {
    Promise<Identity> promise = loop.newPromise();
    Map<String, List<String>> headers =
        ownAuthorization
            .get()
            .map(value -> Map.of("Authorization", List.of(value)))
            .orElse(Map.of());
    ApiCall.post(own, loop, PATH, headers, body(token), limit)
        .addListener((Future<ApiCall.Answer> done) -> {
          if (!done.isSuccess() || done.getNow().status() / 100 != 2) {
            promise.setFailure(
                new RefusedException(
                    Refusal.unavailable(
                        "the token can't be checked: "
                            + (done.isSuccess()
                                ? "the apiserver answered " + done.getNow().status()
                                : Upstream.describe(done.cause())))));
            return;
          }
          UserInfo.ofTokenReview(done.getNow().body())
              .ifPresentOrElse(
                  user -> promise.setSuccess(new Identity(user, null)),
                  () ->
                      promise.setFailure(
                          new RefusedException(
                              Refusal.unauthorized("the bearer token is nobody's"))));
        });
    return promise;
  }

  private static byte[] body(String token) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = StrictJson.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringProperty("apiVersion", "authentication.k8s.io/v1");
      json.writeStringProperty("kind", "TokenReview");
      json.writeName("spec");
      json.writeStartObject();
      json.writeStringProperty("token", token);
      json.writeEndObject();
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
