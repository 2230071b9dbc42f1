package io.kubescribe.app.setup;

import io.kubescribe.app.cli.CommandException;
import io.kubescribe.app.cli.Terminal;
import io.kubescribe.ingest.GatewayConfig;
import io.kubescribe.ingest.IdentityMode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads and checks what options name. Static.
final class Inputs {
  private Inputs() {}

  /// @param text of the option
  /// @return without a trailing slash
  static URI address(String option, String text) throws CommandException {
    try {
      URI uri = URI.create(text.replaceFirst("/+$", ""));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw CommandException.wrongUse(
        option
            + " must be a URL without a path, such as https://kubescribe.example.com:8443, was '"
            + text
            + "'");
  }

  static boolean isLoopback(URI uri) {
    return uri.getHost().matches("localhost|127\\..*|\\[::1]");
  }

  /// @return the certificates in a PEM file
  static Optional<String> authority(String option, @Nullable Path file)
      throws CommandException, IOException {
    if (file == null) {
      return Optional.empty();
    }
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw CommandException.wrongUse(option + ": " + file + " does not exist");
    }
    if (text.contains("PRIVATE KEY")) {
      throw CommandException.wrongUse(
          option + ": " + file + " holds a private key, which must not be given away");
    }
    if (!text.contains("-----BEGIN CERTIFICATE-----")) {
      throw CommandException.wrongUse(
          option + ": " + file + " must hold certificates in PEM, has none");
    }
    return Optional.of(text);
  }

  /// @param file `-` for standard input
  static String token(String option, Path file, Terminal terminal)
      throws CommandException, IOException {
    String token;
    try {
      token =
          file.toString().equals("-")
              ? new String(terminal.in().readAllBytes(), StandardCharsets.ISO_8859_1).strip()
              : Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      throw CommandException.wrongUse(option + ": " + file + " does not exist");
    }
    // Anything else can't stand in a header, and would not be safe in YAML.
    if (!token.matches("[A-Za-z0-9._~+/=:-]+")) {
      throw CommandException.wrongUse(
          option + ": " + file + " must hold one token and nothing else");
    }
    return token;
  }

  /// How the gateway is set up.
  ///
  /// @param option text of `--identity`, null for what the config says
  /// @param cluster whose gateway, null for any
  /// @param gateways of the config; without one of the cluster it is the default
  static IdentityMode identity(
      @Nullable String option, @Nullable String cluster, List<GatewayConfig> gateways)
      throws CommandException {
    if (option != null) {
      return Arrays.stream(IdentityMode.values())
          .filter(mode -> text(mode).equals(option))
          .findFirst()
          .orElseThrow(() ->
              CommandException.wrongUse(
                  "--identity must be passThrough or impersonate, was '" + option + "'"));
    }
    List<IdentityMode> configured =
        gateways.stream()
            .filter(gateway -> cluster == null || gateway.cluster().value().equals(cluster))
            .map(GatewayConfig::identity)
            .distinct()
            .toList();
    if (configured.size() > 1) {
      throw CommandException.wrongUse(
          "the gateways of the config differ in their identity: name one with --cluster,"
              + " or say it with --identity");
    }
    return configured.isEmpty() ? GatewayConfig.DEFAULT.identity() : configured.getFirst();
  }

  /// As in the config.
  static String text(IdentityMode mode) {
    return switch (mode) {
      case PASS_THROUGH -> "passThrough";
      case IMPERSONATE -> "impersonate";
    };
  }
}
