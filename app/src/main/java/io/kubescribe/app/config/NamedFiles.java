package io.kubescribe.app.config;

import io.kubescribe.app.config.Node.Group;
import io.kubescribe.forward.ForwardConfig;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks the files that a config names: they are there, and nobody else reads those with secrets.
final class NamedFiles {
  private final Group root;
  private final Problems problems;

  NamedFiles(Group root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  void check(AppConfig config) {
    tls("ingest.audit.tls", config.ingest().audit().tls());
    for (GatewayConfig gateway : config.ingest().gateway()) {
      tls("ingest.gateway.tls", gateway.tls());
      if (gateway.kubeconfig() != null) {
        secret("ingest.gateway.kubeconfig", gateway.kubeconfig());
      }
    }
    config.forward().forEach(this::forwarder);
    Map<String, String> kafka = config.kafka().properties();
    String keystore = kafka.get("ssl.keystore.location");
    if (keystore != null) {
      secret("kafka.properties.ssl.keystore.location", Path.of(keystore));
    }
    String truststore = kafka.get("ssl.truststore.location");
    if (truststore != null) {
      readable("kafka.properties.ssl.truststore.location", Path.of(truststore));
    }
  }

  private void forwarder(ForwardConfig forwarder) {
    optionalSecret("forward.tokenFile", forwarder.tokenFile());
    optionalSecret("forward.apiKeyFile", forwarder.apiKeyFile());
    optionalSecret("forward.passwordFile", forwarder.passwordFile());
    optionalSecret("forward.secretFile", forwarder.secretFile());
    if (forwarder.caFile() != null) {
      readable("forward.caFile", forwarder.caFile());
    }
  }

  private void optionalSecret(String key, @Nullable Path file) {
    if (file != null) {
      secret(key, file);
    }
  }

  private void tls(String key, @Nullable TlsConfig tls) {
    if (tls != null) {
      readable(key + ".certificate", tls.certificate());
      secret(key + ".key", tls.key());
      if (tls.clientCa() != null) {
        readable(key + ".clientCa", tls.clientCa());
      }
    }
  }

  private boolean readable(String key, Path file) {
    String found =
        !Files.exists(file)
            ? "does not exist"
            : !Files.isRegularFile(file)
                ? "is no file"
                : !Files.isReadable(file) ? "is not readable for this user" : "";
    if (found.isEmpty()) {
      return true;
    }
    problems.add(root.originOf(key), key, "must be a readable file, " + file + " " + found);
    return false;
  }

  private void secret(String key, Path file) {
    if (!readable(key, file)) {
      return;
    }
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        problems.add(
            root.originOf(key),
            key,
            "must not be readable by everybody, " + file + " is: chmod o-rwx it");
      }
    } catch (IOException e) {
      problems.add(root.originOf(key), key, "can't read the mode of " + file + ": " + e);
    }
  }
}
