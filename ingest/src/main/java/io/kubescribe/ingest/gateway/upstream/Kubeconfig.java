package io.kubescribe.ingest.gateway.upstream;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.kubescribe.core.ConfigException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a kubeconfig says: where the apiserver is, whom to trust there, and the gateway's own
/// credential. Certificates, token files and exec plugins are read again by [#refresh]. Safe for
/// use by many threads.
public final class Kubeconfig {
  private static final Logger log = LoggerFactory.getLogger(Kubeconfig.class);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final @Nullable Path file;
  private final @Nullable String context;
  private volatile State state;

  private record State(Config config, Endpoint forClients, Endpoint own) {}

  private Kubeconfig(@Nullable Path file, @Nullable String context) {
    this.file = file;
    this.context = context;
    this.state = read();
  }

  /// @param file null looks where kubectl looks, then for the pod's service account
  /// @param context null for the current one
  /// @throws ConfigException if it can't be read, or does not lead to an apiserver
  public static Kubeconfig open(@Nullable Path file, @Nullable String context) {
    return new Kubeconfig(file, context);
  }

  /// Takes what has changed since. If it can't be used, the last state stays and a warning says
  /// why. Blocks.
  public void refresh() {
    try {
      state = read();
    } catch (ConfigException e) {
      log.atWarn()
          .addKeyValue("kubeconfig", file)
          .addKeyValue("reason", e.getMessage())
          .log("kubeconfig can't be used, the last one stays");
    }
  }

  private State read() {
    Config config = parsed();
    URI server = server(config);
    boolean https = "https".equals(server.getScheme());
    String host = server.getHost().replaceAll("[\\[\\]]", "");
    int port = server.getPort() < 0 ? (https ? HTTPS : HTTP) : server.getPort();
    String name = config.getTlsServerName() == null ? host : config.getTlsServerName();
    try {
      TrustManager[] trust = SSLUtils.trustManagers(config);
      KeyManager[] keys = SSLUtils.keyManagers(config);
      @Nullable SslContext plain = https ? tls(config, trust, null) : null;
      @Nullable SslContext own =
          https && keys != null && keys.length > 0 ? tls(config, trust, keys[0]) : plain;
      // Requests of clients go without our certificate: it would speak for whoever has no token.
      return new State(
          config,
          new Endpoint(host, port, plain, name, server.getRawAuthority()),
          new Endpoint(host, port, own, name, server.getRawAuthority()));
    } catch (GeneralSecurityException | IOException e) {
      throw new ConfigException(
          "ingest.gateway.kubeconfig: "
              + where()
              + ": its certificates can't be used: "
              + e.getMessage(),
          e);
    }
  }

  private static SslContext tls(Config config, TrustManager[] trust, @Nullable KeyManager key)
      throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
    if (config.isTrustCerts()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    } else if (trust != null && trust.length > 0) {
      builder.trustManager(trust[0]);
    }
    if (key != null) {
      builder.keyManager(key);
    }
    return builder.build();
  }

  private Config parsed() {
    try {
      if (file == null) {
        return new ConfigBuilder().build();
      }
      if (!Files.isReadable(file)) {
        throw new ConfigException(
            "ingest.gateway.kubeconfig: must be a readable file, " + file + " is not");
      }
      Config found = Config.empty();
      var parsed = KubeConfigUtils.parseConfig(file.toFile());
      KubeConfigUtils.merge(found, context, parsed);
      if (context != null
          && (found.getCurrentContext() == null
              || !context.equals(found.getCurrentContext().getName()))) {
        throw new ConfigException(
            "ingest.gateway.context: " + file + " has no context '" + context + "'");
      }
      Kubecredentials.complete(found, parsed, file);
      return found;
    } catch (ConfigException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ConfigException(
          "ingest.gateway.kubeconfig: " + where() + " can't be read: " + e.getMessage(), e);
    }
  }

  private URI server(Config config) {
    try {
      URI uri = URI.create(config.getMasterUrl());
      if (uri.getHost() == null || uri.getPath().length() > 1) {
        throw new ConfigException(
            "ingest.gateway.kubeconfig: "
                + where()
                + ": the server must be a URL with a host and without a path, was '"
                + config.getMasterUrl()
                + "'");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          "ingest.gateway.kubeconfig: "
              + where()
              + ": the server must be a URL, was '"
              + config.getMasterUrl()
              + "'",
          e);
    }
  }

  private String where() {
    return file == null ? "of the environment" : file.toString();
  }

  /// For requests of clients, which bring their own credential.
  public Endpoint forClients() {
    return state.forClients();
  }

  /// For requests as the gateway, with its client certificate if it has one.
  public Endpoint own() {
    return state.own();
  }

  /// Value of `Authorization` for requests as the gateway; empty when a certificate speaks for it.
  public Optional<String> ownAuthorization() {
    Config config = state.config();
    @Nullable String token =
        config.getOauthToken() != null ? config.getOauthToken() : config.getAutoOAuthToken();
    return Optional.ofNullable(token).filter(t -> !t.isEmpty()).map(t -> "Bearer " + t);
  }

  /// For a client of the library.
  public Config config() {
    return state.config();
  }
}
