package io.kubescribe.forward;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.kafka.GroupLoop;
import io.kubescribe.forward.delivery.Backoff;
import io.kubescribe.forward.delivery.DeliveryPolicy;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.profile.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A forwarder; an entry of `forward` in the config. Which keys a type needs and takes is in
/// `docs/forwarding.md`.
///
/// @param name of the forwarder and its consumer group; a new name begins anew
/// @param type kind of destination, see [DestinationType]
/// @param url of the endpoint: scheme, host and port; of a webhook the whole of it
/// @param site of Datadog, in place of a url
/// @param tokenFile holds the token of Splunk
/// @param apiKeyFile holds the API key of Elasticsearch or Datadog
/// @param username for basic authentication at OpenSearch or Elasticsearch
/// @param passwordFile holds the password of that user
/// @param secretFile holds the secret that webhooks are signed with
/// @param caFile certificates of authorities in PEM, null for those that the JDK trusts
/// @param path of a file that events are appended to
/// @param fileSize bytes after which such a file is put aside
/// @param query which events are sent; all if empty
/// @param profile how events read there, null for the usual way of the type
/// @param index of Splunk, null for the default of the token
/// @param source of Splunk
/// @param sourcetype of Splunk
/// @param acknowledge whether events count as delivered at Splunk only when indexers say so
/// @param dataStream data stream or index of Elasticsearch and OpenSearch
/// @param service of Datadog, null for `audit`
/// @param ordered whether the events of each partition of the log arrive in its order
/// @param start where a new forwarder begins in the log
/// @param linger how long a batch waits for more events
/// @param memory bytes of events that may be under way
public record ForwardConfig(
    String name,
    String type,
    @Nullable String url,
    @Nullable String site,
    @Nullable Path tokenFile,
    @Nullable Path apiKeyFile,
    @Nullable String username,
    @Nullable Path passwordFile,
    @Nullable Path secretFile,
    @Nullable Path caFile,
    @Nullable Path path,
    ByteSize fileSize,
    String query,
    @Nullable String profile,
    @Nullable String index,
    String source,
    String sourcetype,
    boolean acknowledge,
    String dataStream,
    @Nullable String service,
    boolean ordered,
    GroupLoop.Start start,
    Duration linger,
    ByteSize memory) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
  private static final ByteSize LEAST_MEMORY = ByteSize.ofMebibytes(8);
  private static final Duration LONGEST_LINGER = Duration.ofMinutes(1);

  /// Of what an entry does not say; has no name and is none itself.
  public static final ForwardConfig DEFAULT =
      new ForwardConfig(
          "",
          "",
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          ByteSize.ofMebibytes(256),
          "",
          null,
          null,
          "kubernetes",
          "kube:apiserver:audit",
          false,
          "logs-kubescribe.audit-default",
          null,
          false,
          GroupLoop.Start.OLDEST,
          Duration.ofMillis(200),
          ByteSize.ofMebibytes(64));

  /// @throws ConfigException if a value can't be used, or the type lacks one that it needs
  public ForwardConfig {
    if (memory.bytes() < LEAST_MEMORY.bytes()) {
      throw new ConfigException("forward.memory: must be at least 8MiB, was " + memory);
    }
    if (linger.isNegative() || linger.compareTo(LONGEST_LINGER) > 0) {
      throw new ConfigException("forward.linger: must be from 0ms to 1m, was " + linger);
    }
    if (!name.isEmpty()) {
      checkNamed(name, type, profile);
      checkAddress(type, url, site, path);
      checkSecrets(type, tokenFile, apiKeyFile, username, passwordFile);
    }
  }

  private static void checkNamed(String name, String type, @Nullable String profile) {
    if (!NAME.matcher(name).matches()) {
      throw new ConfigException(
          "forward.name: must be 1-40 characters of a-z, 0-9 and '-', was '" + name + "'");
    }
    DestinationType.parse(type);
    if (profile != null) {
      Profile.parse(profile);
    }
  }

  private static void checkAddress(
      String type, @Nullable String url, @Nullable String site, @Nullable Path path) {
    switch (DestinationType.parse(type)) {
      case FILE -> require("forward.path", path, type);
      case DATADOG -> {
        if (url == null) {
          require("forward.site", site, type);
        }
      }
      case SPLUNK_HEC, ELASTICSEARCH, OPENSEARCH, WEBHOOK -> require("forward.url", url, type);
    }
    if (url != null) {
      HttpSender.uri("forward.url", url);
    }
  }

  private static void checkSecrets(
      String type,
      @Nullable Path tokenFile,
      @Nullable Path apiKeyFile,
      @Nullable String username,
      @Nullable Path passwordFile) {
    switch (DestinationType.parse(type)) {
      case SPLUNK_HEC -> require("forward.tokenFile", tokenFile, type);
      case DATADOG -> require("forward.apiKeyFile", apiKeyFile, type);
      case ELASTICSEARCH, OPENSEARCH -> {
        if (username != null) {
          require("forward.passwordFile", passwordFile, type);
        }
      }
      case WEBHOOK, FILE -> {}
    }
  }

  private static void require(String key, @Nullable Object value, String type) {
    if (value == null) {
      throw new ConfigException(key + ": must be given for type " + type + ", is missing");
    }
  }

  /// Checks the entries together.
  ///
  /// @throws ConfigException if one has no name, or two have the same
  public static void checkTogether(List<ForwardConfig> forwarders) {
    Set<String> names = new HashSet<>();
    for (ForwardConfig forwarder : forwarders) {
      if (forwarder.name.isEmpty()) {
        throw new ConfigException("forward.name: must be given for each forwarder, is missing");
      }
      if (!names.add(forwarder.name)) {
        throw new ConfigException(
            "forward.name: must be another for each forwarder, was twice '" + forwarder.name + "'");
      }
    }
  }

  /// How events read there.
  public Profile profileOrUsual() {
    return profile == null ? DestinationType.parse(type).profile() : Profile.parse(profile);
  }

  /// Waiting for acknowledgement takes seconds, in which a request counts as under way.
  DeliveryPolicy policy() {
    DeliveryPolicy usual = DeliveryPolicy.DEFAULT;
    return new DeliveryPolicy(
        acknowledge ? usual.requests() * 8 : usual.requests(),
        memory.bytes(),
        linger,
        ordered,
        Backoff.DEFAULT,
        usual.probe(),
        usual.patience());
  }
}
