package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.ingest.IdentityMode;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Which credentials of a kubeconfig's user reach the apiserver through the gateway. Static.
///
/// TLS ends at the gateway, so a client certificate proves who the user is to the gateway only,
/// never to the apiserver behind it.
final class Credentials {
  private static final List<String> CERTIFICATE =
      List.of("client-certificate", "client-certificate-data", "client-key", "client-key-data");
  private static final List<String> BEARER = List.of("token", "tokenFile", "exec", "auth-provider");
  private static final List<String> IMPERSONATION =
      List.of("as", "as-uid", "as-groups", "as-user-extra");

  private Credentials() {}

  /// @param user as written in the kubeconfig
  /// @param notes told what the user should know
  /// @return what is left of it
  /// @throws CommandException if nothing is left that the gateway can use
  static ObjectNode kept(ObjectNode user, IdentityMode identity, Consumer<String> notes)
      throws CommandException {
    ObjectNode kept = user.deepCopy();
    boolean bearer = BEARER.stream().anyMatch(user::hasNonNull);
    boolean certificate = CERTIFICATE.stream().anyMatch(user::hasNonNull);
    if (user.hasNonNull("username") || user.hasNonNull("password")) {
      kept.remove(List.of("username", "password"));
      notes.accept("name and password are left out: no apiserver since 1.19 takes them");
    }
    if (certificate && identity == IdentityMode.PASS_THROUGH) {
      kept.remove(CERTIFICATE);
      if (!bearer) {
        throw CommandException.failed(CERTIFICATE_ONLY);
      }
      notes.accept("the client certificate is left out, your token goes to the apiserver instead");
    } else if (!bearer && !certificate) {
      throw CommandException.failed(
          "the context's user has no token, exec plugin or client certificate:"
              + " name another one with --context, or give a token with --user-token FILE");
    }
    if (user.path("exec").isObject()) {
      notes.accept(
          "the exec plugin '"
              + user.path("exec").path("command").asString("")
              + "' stays; the gateway needs it to give a token"
              + (identity == IdentityMode.PASS_THROUGH ? ", not a certificate" : ""));
    }
    if (IMPERSONATION.stream().anyMatch(user::hasNonNull)) {
      notes.accept(
          "the user acts as another one ('as'): the gateway refuses that unless its config says"
              + " allowImpersonation: true");
    }
    return kept;
  }

  private static final String CERTIFICATE_ONLY =
      """
      the context's user has only a client certificate, which can't reach the apiserver: TLS ends at the gateway.
      Do one of these:
        - take a token: 'kubectl create token SERVICEACCOUNT > FILE' and '--user-token FILE'
        - take a context whose user has a token or an exec plugin (OIDC, cloud login): '--context NAME'
        - if the gateway has 'identity: impersonate' and 'tls.clientCa' for your certificate: '--identity impersonate'\
      """;
}
