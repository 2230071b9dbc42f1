package io.kubescribe.ingest.http;

import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.ingest.AuditConfig;
import io.kubescribe.ingest.http.Verdict.Admitted;
import io.kubescribe.ingest.http.Verdict.Operation;
import io.kubescribe.ingest.http.Verdict.Refused;
import io.kubescribe.ingest.netty.StrictRequestDecoder;
import io.kubescribe.ingest.token.IngestTokens;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides by its headers whether a request is taken, before a byte of its body is. Safe for use by
/// many threads.
final class RequestGate {
  static final String IMPORT_HEADER = "Kubescribe-Import";
  static final String HEALTH = "/healthz";
  static final String READY = "/readyz";
  static final String METRICS = "/metrics";

  private static final String AUDIT = "/audit/";
  private static final Set<String> OPERATIONS = Set.of(HEALTH, READY, METRICS);
  private static final Pattern IMPORT_RUN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("token|auth|bearer|secret|password|key", Pattern.CASE_INSENSITIVE);
  private static final int SHORTEST_TOKEN = 32;
  private static final String BEARER = "bearer ";

  private final AuditConfig config;
  private final IngestTokens tokens;

  RequestGate(AuditConfig config, IngestTokens tokens) {
    this.config = config;
    this.tokens = tokens;
  }

  /// @param certificate of the client, verified
  Verdict check(HttpRequest request, Optional<X509Certificate> certificate) {
    if (!StrictRequestDecoder.isWellFormed(request)) {
      return Refused.of(Refusal.MALFORMED);
    }
    String uri = request.uri();
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    if (OPERATIONS.contains(path)) {
      return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)
          ? new Operation(path)
          : new Refused(Refusal.WRONG_METHOD, Answer.wrongMethod("GET, HEAD"), null);
    }
    if (!path.startsWith(AUDIT)
        || path.length() == AUDIT.length()
        || path.indexOf('/', AUDIT.length()) >= 0) {
      return Refused.of(Refusal.NO_SUCH_PATH);
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return new Refused(Refusal.WRONG_METHOD, Answer.wrongMethod("POST"), null);
    }
    return query >= 0 && holdsSecret(uri)
        ? Refused.of(Refusal.TOKEN_IN_QUERY)
        : authorize(path.substring(AUDIT.length()), request.headers(), certificate);
  }

  private boolean holdsSecret(String uri) {
    try {
      for (Map.Entry<String, List<String>> parameter :
          new QueryStringDecoder(uri).parameters().entrySet()) {
        if (SECRET_NAME.matcher(parameter.getKey()).find()
            || parameter.getValue().stream().anyMatch(this::isToken)) {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      // Nobody can say what such a query holds.
      return true;
    }
  }

  private boolean isToken(String value) {
    return value.length() >= SHORTEST_TOKEN && tokens.owner(value).isPresent();
  }

  private Verdict authorize(
      String addressed, HttpHeaders headers, Optional<X509Certificate> certificate) {
    ClusterName sender = tokens.owner(bearer(headers)).orElse(null);
    if (sender == null) {
      return Refused.of(Refusal.UNAUTHENTICATED);
    }
    // A cluster that is not configured is answered as any other cluster that is not the sender's.
    if (!sender.value().equals(addressed)) {
      return Refused.of(Refusal.OTHER_CLUSTER, sender);
    }
    if (certificate.isPresent()
        && !ClientCertificates.maySend(certificate.get(), sender, config.clusters())) {
      return Refused.of(Refusal.OTHER_CERTIFICATE, sender);
    }
    return content(sender, headers);
  }

  /// The token, or "" when there is not exactly one.
  private static String bearer(HttpHeaders headers) {
    List<String> given = headers.getAll(HttpHeaderNames.AUTHORIZATION);
    return given.size() == 1 && given.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? given.getFirst().substring(BEARER.length()).strip()
        : "";
  }

  private Verdict content(ClusterName sender, HttpHeaders headers) {
    List<String> importRuns = headers.getAll(IMPORT_HEADER);
    if (importRuns.size() > 1
        || (!importRuns.isEmpty() && !IMPORT_RUN.matcher(importRuns.getFirst()).matches())) {
      return Refused.of(Refusal.BAD_IMPORT_RUN, sender);
    }
    if (!isJson(headers.getAll(HttpHeaderNames.CONTENT_TYPE))) {
      return Refused.of(Refusal.WRONG_TYPE, sender);
    }
    List<String> codings = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
    String coding = codings.isEmpty() ? "identity" : String.join(",", codings).strip();
    boolean gzip = coding.equalsIgnoreCase("gzip");
    if (!gzip && !coding.equalsIgnoreCase("identity")) {
      return Refused.of(Refusal.WRONG_ENCODING, sender);
    }
    // The decoder has checked that it is a number.
    String length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    @Nullable String importRun = importRuns.isEmpty() ? null : importRuns.getFirst();
    Admitted admitted =
        new Admitted(sender, importRun, gzip, length == null ? -1 : Long.parseLong(length));
    return admitted.length() > config.maxBody().bytes()
        ? Refused.of(Refusal.TOO_LARGE, sender)
        : admitted;
  }

  /// Whether it is absent, or `application/json` without a charset or with UTF-8.
  private static boolean isJson(List<String> types) {
    if (types.isEmpty()) {
      return true;
    }
    String[] parts = types.getFirst().toLowerCase(Locale.ROOT).split(";");
    if (types.size() > 1 || parts.length == 0 || !parts[0].strip().equals("application/json")) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].strip().split("=", 2);
      if (parameter[0].strip().equals("charset")) {
        String charset = parameter.length < 2 ? "" : parameter[1].replace("\"", "").strip();
        if (!charset.equals("utf-8") && !charset.equals("utf8")) {
          return false;
        }
      }
    }
    return true;
  }
}
