package io.kubescribe.ingest.netty;

import io.kubescribe.core.ConfigException;
import io.kubescribe.ingest.TlsConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TLS side of a listener, made of PEM files that may be replaced while it runs. Safe for use
/// by many threads.
final class TlsFiles {
  private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

  private final String setting;
  private final TlsConfig config;
  private final ClientAuth clientAuth;
  private byte[][] tried;
  private @Nullable String failure;
  private volatile SslContext current;

  /// @param setting name of the TLS section, such as `ingest.audit.tls`
  /// @param clientAuth whether a client must show a certificate of the configured `clientCa`;
  ///   without one, none is asked for
  /// @throws ConfigException if a file can't be read, is not what it must be, or is a key that
  ///   everybody may read
  TlsFiles(String setting, TlsConfig config, ClientAuth clientAuth) {
    this.setting = setting;
    this.config = config;
    this.clientAuth = clientAuth;
    this.tried = read();
    this.current = build(tried);
  }

  /// For new connections.
  SslContext current() {
    return current;
  }

  /// Takes changed files for new connections. If they can't be used, as when the certificate is
  /// there but not yet its key, the old ones stay, one warning says why, and each call tries again:
  /// a mode may be corrected without a change of the bytes.
  synchronized void refresh() {
    try {
      byte[][] files = read();
      if (failure == null && Arrays.deepEquals(files, tried)) {
        return;
      }
      tried = files;
      current = build(files);
      failure = null;
      log.atInfo().addKeyValue("certificate", config.certificate()).log("certificate was changed");
    } catch (ConfigException e) {
      if (!String.valueOf(e.getMessage()).equals(failure)) {
        failure = String.valueOf(e.getMessage());
        log.atWarn()
            .addKeyValue("certificate", config.certificate())
            .addKeyValue("reason", failure)
            .log("changed certificate can't be used, the last one stays");
      }
    }
  }

  private byte[][] read() {
    Path clientCa = config.clientCa();
    return new byte[][] {
      read("certificate", config.certificate()),
      read("key", config.key()),
      clientCa == null ? new byte[0] : read("clientCa", clientCa)
    };
  }

  private byte[] read(String name, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(what(name, file) + ": can't be read: " + e, e);
    }
  }

  private SslContext build(byte[][] files) {
    requireNotWorldReadable(config.key());
    List<X509Certificate> chain =
        PemFiles.certificates(files[0], what("certificate", config.certificate()));
    X509Certificate own = chain.getFirst();
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                PemFiles.privateKey(files[1], own, what("key", config.key())), chain)
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2");
    @Nullable Path clientCa = config.clientCa();
    if (clientCa != null) {
      builder
          .trustManager(PemFiles.certificates(files[2], what("clientCa", clientCa)))
          .clientAuth(clientAuth);
    }
    try {
      SslContext context = builder.build();
      log.atInfo()
          .addKeyValue("certificate", config.certificate())
          .addKeyValue("validUntil", own.getNotAfter().toInstant())
          .log("certificate was read");
      return context;
    } catch (SSLException e) {
      throw new ConfigException(setting + ": can't be used: " + e.getMessage(), e);
    }
  }

  private void requireNotWorldReadable(Path key) {
    try {
      if (Files.getFileStore(key).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ)) {
        throw new ConfigException(
            what("key", key) + ": must not be readable by everybody: chmod o= it");
      }
    } catch (IOException e) {
      throw new ConfigException(what("key", key) + ": can't be read: " + e, e);
    }
  }

  private String what(String name, Path file) {
    return setting + "." + name + ": " + file;
  }
}
