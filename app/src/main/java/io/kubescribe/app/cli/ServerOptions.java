package io.kubescribe.app.cli;

import io.kubescribe.app.node.RunFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of commands that ask a running server.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = {
        "Address of the server, such as https://kubescribe.example.com;",
        "default: KUBESCRIBE_SERVER, else the one that runs on the data folder."
      })
  private @Nullable String server;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = {
        "API token; default: KUBESCRIBE_TOKEN, which other users of the machine",
        "can't see, else DATA/admin.token."
      })
  private @Nullable String token;

  /// Whether a server is named by option or variable.
  boolean namesServer(Terminal terminal) {
    return !given(server, "KUBESCRIBE_SERVER", terminal).isEmpty();
  }

  /// The API to ask.
  ///
  /// @param configured where it is if no server is named and none runs on the data folder
  Api api(Terminal terminal, Path dataDir, URI configured) throws CommandException, IOException {
    String named = given(server, "KUBESCRIBE_SERVER", terminal);
    URI uri =
        named.isEmpty()
            ? RunFile.running(dataDir).map(RunFile::ui).orElse(configured)
            : address(named);
    String given = given(token, "KUBESCRIBE_TOKEN", terminal);
    if (!given.isEmpty()) {
      return new Api(uri, given, "--token or KUBESCRIBE_TOKEN");
    }
    Path file = dataDir.resolve("admin.token");
    if (!named.isEmpty() && !isThisMachine(uri)) {
      throw CommandException.wrongUse(
          "a token for "
              + uri
              + " is missing: set KUBESCRIBE_TOKEN or --token ("
              + file
              + " is sent to this machine only)");
    }
    return new Api(uri, read(file), file.toString());
  }

  private static String given(@Nullable String option, String variable, Terminal terminal) {
    return option == null ? terminal.environment().getOrDefault(variable, "") : option;
  }

  private static URI address(String text) throws CommandException {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw CommandException.wrongUse(
        "--server must be a URL such as http://127.0.0.1:8080, was '" + text + "'");
  }

  private static boolean isThisMachine(URI uri) {
    try {
      return InetAddress.getByName(uri.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static String read(Path file) throws CommandException, IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (NoSuchFileException e) {
      throw CommandException.wrongUse(
          "there is no token in "
              + file
              + ": name the data folder of the server with --data, or set KUBESCRIBE_TOKEN");
    } catch (AccessDeniedException e) {
      throw CommandException.wrongUse(
          file + " is not readable for this user: become its owner, or set KUBESCRIBE_TOKEN");
    }
  }
}
