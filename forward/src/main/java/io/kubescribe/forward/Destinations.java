package io.kubescribe.forward;

import io.kubescribe.core.ConfigException;
import io.kubescribe.forward.datadog.DatadogLogs;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.elastic.BulkIndex;
import io.kubescribe.forward.file.NdjsonFile;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.http.TrustFile;
import io.kubescribe.forward.splunk.SplunkHec;
import io.kubescribe.forward.splunk.SplunkSettings;
import io.kubescribe.forward.webhook.Webhook;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes destinations of their configuration. Static.
public final class Destinations {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ACK_POLL = Duration.ofSeconds(2);

  /// Splunk holds small batches back before it indexes them.
  private static final Duration ACK_PATIENCE = Duration.ofMinutes(5);

  private Destinations() {}

  /// Opens no connection.
  ///
  /// @throws ConfigException if a file that it points to can't be used
  public static Destination of(ForwardConfig config, InstantSource clock) {
    return switch (DestinationType.parse(config.type())) {
      case SPLUNK_HEC -> splunk(config, clock);
      case ELASTICSEARCH, OPENSEARCH ->
          new BulkIndex(
              url(config),
              config.dataStream(),
              authorization(config),
              config.profileOrUsual(),
              http(config),
              clock);
      case DATADOG ->
          new DatadogLogs(
              config.url() == null
                  ? URI.create("https://http-intake.logs." + config.site())
                  : url(config),
              secret(config.apiKeyFile()),
              config.service(),
              config.profileOrUsual(),
              http(config),
              clock);
      case WEBHOOK ->
          new Webhook(
              url(config),
              config.secretFile() == null ? null : secret(config.secretFile()),
              config.profileOrUsual(),
              http(config),
              clock);
      case FILE ->
          new NdjsonFile(
              given(config.path()), config.fileSize().bytes(), config.profileOrUsual(), clock);
    };
  }

  private static Destination splunk(ForwardConfig config, InstantSource clock) {
    SplunkSettings settings =
        new SplunkSettings(
            url(config),
            secret(config.tokenFile()),
            config.index(),
            config.source(),
            config.sourcetype(),
            config.profileOrUsual(),
            config.acknowledge(),
            ACK_POLL,
            ACK_PATIENCE);
    return new SplunkHec(settings, http(config), clock);
  }

  private static Supplier<Map<String, String>> authorization(ForwardConfig config) {
    if (config.apiKeyFile() != null) {
      Secret key = secret(config.apiKeyFile());
      return () -> Map.of("Authorization", "ApiKey " + key.text());
    }
    if (config.username() != null) {
      Secret password = secret(config.passwordFile());
      return () -> {
        String pair = config.username() + ":" + password.text();
        byte[] utf8 = pair.getBytes(StandardCharsets.UTF_8);
        return Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(utf8));
      };
    }
    return Map::of;
  }

  private static HttpSender http(ForwardConfig config) {
    return new HttpSender(
        config.name(),
        config.caFile() == null ? null : TrustFile.context(config.caFile()),
        PATIENCE);
  }

  private static URI url(ForwardConfig config) {
    return HttpSender.uri("forward.url", given(config.url()));
  }

  private static Secret secret(@Nullable Path file) {
    return new Secret(given(file));
  }

  /// The config has checked that it is there.
  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
