package io.kubescribe.ingest.http;

import io.kubescribe.core.Component;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.config.ByteSize;
import io.kubescribe.core.config.HostPort;
import io.kubescribe.ingest.AuditConfig;
import io.kubescribe.ingest.TlsConfig;
import io.kubescribe.ingest.token.IngestTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A receiver for the clusters `prod` and `dev` on a free port of the loopback address.
final class TestReceiver implements Closeable {
  static final int MAX_BODY = 1 << 20;
  static final ReceiverLimits LIMITS = ReceiverLimits.DEFAULT;

  final FakeIntake intake = new FakeIntake();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<Component> components = new ArrayList<>();
  final AuditReceiver receiver;
  private final Path tokens;

  TestReceiver(Path data) throws IOException {
    this(data, null, LIMITS, ByteSize.ofMebibytes(8));
  }

  TestReceiver(Path data, @Nullable TlsConfig tls, ReceiverLimits limits, ByteSize memory)
      throws IOException {
    AuditConfig config =
        new AuditConfig(
            List.of(new ClusterName("prod"), new ClusterName("dev")),
            new HostPort("127.0.0.1", 0),
            tls,
            new ByteSize(MAX_BODY),
            AuditConfig.DEFAULT.spool());
    tokens = data.resolve("ingest-tokens");
    receiver =
        new AuditReceiver(
            config,
            IngestTokens.open(tokens, config.clusters()),
            intake,
            memory,
            metrics,
            () -> components,
            () -> "# scraped\n",
            InstantSource.system(),
            limits);
    receiver.start();
  }

  /// Limits with a short time for a request and for an idle connection.
  static ReceiverLimits within(Duration request, Duration idle) {
    return new ReceiverLimits(
        LIMITS.connections(),
        request,
        request,
        idle,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        Duration.ofMillis(50));
  }

  String token(String cluster) throws IOException {
    return Files.readString(tokens.resolve(cluster)).strip();
  }

  Wire connect() throws IOException {
    return Wire.to(receiver.address());
  }

  /// Sends one request on a connection of its own.
  Wire.Response exchange(String request) throws IOException {
    try (Wire wire = connect()) {
      return wire.send(request).read();
    }
  }

  /// The head of a request of `prod` as the API server sends it, without its last line.
  String head(String... headers) throws IOException {
    StringBuilder head =
        new StringBuilder(
            "POST /audit/prod?timeout=30s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token("prod")
                + "\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.toString();
  }

  /// A whole request of `prod`.
  String post(String body, String... headers) throws IOException {
    return head(headers)
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  double refused(String reason) {
    var counter = metrics.find("kubescribe.audit.refused").tag("reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  double inflight() {
    return metrics.get("kubescribe.audit.inflight").gauge().value();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
