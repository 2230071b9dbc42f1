package io.kubescribe.ingest.wire;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.ingest.session.Conversation;
import io.kubescribe.ingest.session.SessionDecoders;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/// The bytes of one captured connection.
public final class Capture {
  private static final String HEAD_END = "\r\n\r\n";

  /// Bytes in one direction.
  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  public record Turn(boolean client, byte[] bytes) {}

  private static final Path STREAMS =
      Path.of(System.getProperty("kubescribe.testData", "."), "streams");

  private final List<Turn> turns = new ArrayList<>();

  public Capture(Path file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode entry = StrictJson.MAPPER.readTree(line);
        if (entry.has("b64")) {
          turns.add(
              new Turn(
                  entry.get("dir").asString().equals("c2s"),
                  Base64.getDecoder().decode(entry.get("b64").asString())));
        }
      }
    }
  }

  /// All captured connections there are; none without test data.
  public static List<Path> files() throws IOException {
    if (!Files.isDirectory(STREAMS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(STREAMS)) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    }
  }

  /// The first request or answer up to its empty line, and with it.
  public String head(boolean client) {
    String text = all(client);
    return text.substring(0, text.indexOf(HEAD_END) + HEAD_END.length());
  }

  /// All of one direction, a character for each byte.
  public String all(boolean client) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Turn turn : turns) {
      if (turn.client() == client) {
        all.writeBytes(turn.bytes());
      }
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /// The protocol of the answer, empty if it is no 101.
  public Optional<SessionProtocol> protocol() {
    String answer = head(false);
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      return Optional.empty();
    }
    boolean spdy = header(answer, "upgrade").orElse("").equalsIgnoreCase("SPDY/3.1");
    return spdy
        ? SessionProtocol.ofSpdy(header(answer, "x-stream-protocol-version").orElse(null))
        : SessionProtocol.ofWebSocket(header(answer, "sec-websocket-protocol").orElse(null));
  }

  /// What passed after the heads.
  Conversation conversation(SessionDecoders decoders) {
    String request = head(true);
    Conversation talk = new Conversation(decoders, protocol().orElseThrow(), asked(request));
    for (Turn turn : turnsAfterHeads()) {
      if (turn.client()) {
        talk.client(turn.bytes());
      } else {
        talk.server(turn.bytes());
      }
    }
    return talk;
  }

  /// What passed after the heads, in its order.
  public List<Turn> turnsAfterHeads() {
    int client = head(true).length();
    int server = head(false).length();
    List<Turn> after = new ArrayList<>();
    for (Turn turn : turns) {
      int skipped = Math.min(turn.client() ? client : server, turn.bytes().length);
      client -= turn.client() ? skipped : 0;
      server -= turn.client() ? 0 : skipped;
      if (skipped < turn.bytes().length) {
        byte[] rest = Arrays.copyOfRange(turn.bytes(), skipped, turn.bytes().length);
        after.add(new Turn(turn.client(), rest));
      }
    }
    return after;
  }

  private static RequestedStreams asked(String request) {
    return new RequestedStreams(
        request.contains("stdin=true"),
        request.contains("stdout=true"),
        request.contains("stderr=true"),
        request.contains("tty=true"));
  }
}
