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
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/// The bytes of one captured connection.
final class Capture {
  private static final String HEAD_END = "\r\n\r\n";

  @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
  private record Turn(boolean client, byte[] bytes) {}

  private final List<Turn> turns = new ArrayList<>();

  Capture(Path file) throws IOException {
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

  private String head(boolean client) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Turn turn : turns) {
      if (turn.client() == client) {
        all.writeBytes(turn.bytes());
      }
    }
    String text = all.toString(StandardCharsets.ISO_8859_1);
    return text.substring(0, text.indexOf(HEAD_END) + HEAD_END.length());
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  /// The protocol of the answer, empty if it is no 101.
  Optional<SessionProtocol> protocol() {
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
    int client = request.length();
    int server = head(false).length();
    for (Turn turn : turns) {
      int skipped = Math.min(turn.client() ? client : server, turn.bytes().length);
      byte[] rest = new byte[turn.bytes().length - skipped];
      System.arraycopy(turn.bytes(), skipped, rest, 0, rest.length);
      if (turn.client()) {
        client -= skipped;
        talk.client(rest);
      } else {
        server -= skipped;
        talk.server(rest);
      }
    }
    return talk;
  }

  private static RequestedStreams asked(String request) {
    return new RequestedStreams(
        request.contains("stdin=true"),
        request.contains("stdout=true"),
        request.contains("stderr=true"),
        request.contains("tty=true"));
  }
}
