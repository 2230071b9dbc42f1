package io.kubescribe.ingest.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.ingest.http.Wire;
import io.kubescribe.ingest.wire.Capture;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Plays both halves of a captured connection, cut at random, around a gateway, and requires that
/// each side gets what the other has sent. Used by one thread.
final class CapturedExchange {
  /// What socket buffers hold while nobody reads.
  private static final int LONGEST_PIECE = 60_000;

  private static final String AUDIT_ID = "Audit-ID: ";
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private final Capture capture;
  private final HandOver server;
  private final Wire client;
  private final Random random;

  /// @param server where the gateway's requests arrive
  CapturedExchange(Capture capture, HandOver server, Wire client, Random random) {
    this.capture = capture;
    this.server = server;
    this.client = client;
    this.random = random;
  }

  /// A session: the request to upgrade, the answer 101, and what follows in its order. Ends with
  /// either side's closing.
  ///
  /// @return its id, as the apiserver gets it
  String playSession() throws IOException, InterruptedException {
    sendCut(client, capture.head(true));
    ScriptedServer.Request request = server.next();
    String id = requireRewritten(capture.head(true), request);
    Wire upstream = request.wire();
    sendCut(upstream, capture.head(false));
    assertThat(head(client.socket.getInputStream())).isEqualTo(capture.head(false));
    for (Capture.Turn turn : capture.turnsAfterHeads()) {
      if (turn.client()) {
        pass(turn.bytes(), client, upstream);
      } else {
        pass(turn.bytes(), upstream, client);
      }
    }
    boolean clientEnds = random.nextBoolean();
    (clientEnds ? client : upstream).close();
    if (clientEnds) {
      assertThat(upstream.rest()).isEmpty();
    } else {
      assertThat(client.rest()).isEmpty();
    }
    server.done(false);
    return id;
  }

  /// Requests without a body, each with its answer in chunks.
  void playRequests() throws IOException, InterruptedException {
    InputStream answers = new ByteArrayInputStream(capture.all(false).getBytes(ISO_8859_1));
    InputStream received = client.socket.getInputStream();
    for (String asked : capture.all(true).split("(?<=\r\n\r\n)")) {
      sendCut(client, asked);
      ScriptedServer.Request request = server.next();
      var _ = requireRewritten(asked, request);
      String head = head(answers);
      assertThat(head).startsWith("HTTP/1.1 200 ").contains("\r\nTransfer-Encoding: chunked\r\n");
      ByteArrayOutputStream raw = new ByteArrayOutputStream();
      byte[] body = chunks(answers, raw);
      sendCut(request.wire(), head + raw.toString(ISO_8859_1));
      assertThat(head(received)).isEqualTo(head);
      assertThat(chunks(received, new ByteArrayOutputStream())).isEqualTo(body);
      server.done(true);
    }
    assertThat(answers.read()).isNegative();
    client.close();
  }

  /// All of the head is as the client sent it, but for what the gateway may change.
  ///
  /// @return the `Audit-ID`
  private static String requireRewritten(String sent, ScriptedServer.Request got) {
    List<String> kept = sent.lines().filter(line -> !line.isEmpty()).toList();
    assertThat(got.line()).isEqualTo(kept.getFirst());
    List<String> added = new ArrayList<>(got.headers());
    List<String> removed = kept.stream().skip(1).filter(line -> !added.remove(line)).toList();
    assertThat(removed).singleElement().asString().startsWith("Host: ");
    assertThat(added).hasSize(3);
    assertThat(added).anyMatch(line -> line.matches("Host: 127\\.0\\.0\\.1:\\d+"));
    assertThat(added).contains("X-Forwarded-For: 127.0.0.1");
    assertThat(added).anyMatch(line -> line.matches(AUDIT_ID + UUID));
    return got.header("Audit-ID");
  }

  private void sendCut(Wire to, String text) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int at = 0, end; at < bytes.length; at = end) {
      end = at + pieceOf(bytes.length - at);
      to.send(Arrays.copyOfRange(bytes, at, end));
    }
  }

  /// One piece after the other has arrived: so each is a read of its own for the gateway.
  private void pass(byte[] bytes, Wire from, Wire to) throws IOException {
    for (int at = 0, end; at < bytes.length; at = end) {
      end = at + pieceOf(bytes.length - at);
      byte[] piece = Arrays.copyOfRange(bytes, at, end);
      from.send(piece);
      assertThat(to.bytes(piece.length)).isEqualTo(piece);
    }
  }

  private int pieceOf(int left) {
    int most = random.nextInt(4) == 0 ? 20 : LONGEST_PIECE;
    return 1 + random.nextInt(Math.min(left, most));
  }

  /// Up to the empty line, and with it.
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(in); !line.equals("\r\n"); line = line(in)) {
      head.append(line);
    }
    return head.append("\r\n").toString();
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next;
    do {
      next = in.read();
      if (next < 0) {
        throw new EOFException("closed after '" + line + "'");
      }
      line.append((char) next);
    } while (next != '\n');
    return line.toString();
  }

  /// What is in all chunks.
  ///
  /// @param raw gets them as they came
  private static byte[] chunks(InputStream in, ByteArrayOutputStream raw) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int length;
    do {
      String size = line(in);
      length = Integer.parseInt(size.strip(), 16);
      byte[] chunk = in.readNBytes(length);
      String end = line(in);
      body.writeBytes(chunk);
      raw.writeBytes(size.getBytes(ISO_8859_1));
      raw.writeBytes(chunk);
      raw.writeBytes(end.getBytes(ISO_8859_1));
    } while (length > 0);
    return body.toByteArray();
  }
}
