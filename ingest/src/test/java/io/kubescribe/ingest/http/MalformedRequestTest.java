package io.kubescribe.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests that two readers could read differently, over raw sockets: HTTP clients hide them. B13
/// and B26 of the catalogue of bad inputs.
class MalformedRequestTest {
  @TempDir private static Path data;
  private static TestReceiver server;

  @BeforeAll
  static void start() throws IOException {
    server = new TestReceiver(data);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Arguments headers(String name, String headers) {
    return Arguments.of(name, "POST", "HTTP/1.1", headers + "\r\n", "5\r\nhello\r\n0\r\n\r\n");
  }

  static Stream<Arguments> malformed() {
    String chunked = "Transfer-Encoding: chunked";
    return Stream.of(
        headers("both lengths", chunked + "\r\nContent-Length: 5"),
        headers("both lengths, turned", "Content-Length: 5\r\n" + chunked),
        headers("two lengths", "Content-Length: 5\r\nContent-Length: 6"),
        headers("twice the same length", "Content-Length: 5\r\nContent-Length: 5"),
        headers("a list of lengths", "Content-Length: 5, 5"),
        headers("length with a sign", "Content-Length: +5"),
        headers("negative length", "Content-Length: -5"),
        headers("length in hexadecimal", "Content-Length: 0x5"),
        headers("length beyond 64 bits", "Content-Length: 99999999999999999999"),
        headers("no length after all", "Content-Length: "),
        headers("coding before chunked", "Transfer-Encoding: gzip, chunked"),
        headers("coding behind chunked", "Transfer-Encoding: chunked, identity"),
        headers("chunked twice", chunked + "\r\n" + chunked),
        headers("no coding", "Transfer-Encoding: identity"),
        headers("unknown coding", "Transfer-Encoding: xchunked"),
        headers("hidden coding", "Transfer-Encoding: \u000bchunked"),
        headers("continued line", "X-Folded: a\r\n b"),
        headers("continued length", "Content-Length:\r\n 5"),
        headers("space before the colon", "Content-Length : 5"),
        headers("no colon", "Content-Length 5"),
        headers("NUL in a name", "X\u0000: a"),
        headers("NUL in a value", "X: a\u0000b"),
        headers("bare LF", "X: a\nContent-Length: 5"),
        headers("bare CR", "X: a\rContent-Length: 5"),
        headers("empty name", ": a"),
        headers("second host", "Host: other"),
        headers("unknown expectation", "Content-Length: 5\r\nExpect: 200-ok"),
        headers("huge header", "X: " + "a".repeat(AuditReceiver.MAX_HEADERS)),
        headers("many headers", "X: 0123456789\r\n".repeat(8_000) + "Content-Length: 5"),
        headers("10,000 forwarded addresses", "X-Forwarded-For: " + "192.0.2.1, ".repeat(10_000)),
        Arguments.of("chunked in 1.0", "POST", "HTTP/1.0", chunked + "\r\n", "0\r\n\r\n"),
        Arguments.of("unknown version", "POST", "HTTP/1.2", "", ""),
        Arguments.of("HTTP/2", "POST", "HTTP/2.0", "", ""),
        Arguments.of("no version", "POST", "", "", ""),
        Arguments.of("white space first", " POST", "HTTP/1.1", "", ""),
        Arguments.of("bad method", "PO\u0001ST", "HTTP/1.1", "", ""),
        Arguments.of("no chunk size", "POST", "HTTP/1.1", chunked + "\r\n", "zz\r\n\r\n"),
        Arguments.of("empty size", "POST", "HTTP/1.1", chunked + "\r\n", "\r\nhello\r\n"),
        Arguments.of("chunk overflow", "POST", "HTTP/1.1", chunked + "\r\n", "100000005\r\nhello"),
        Arguments.of("negative chunk", "POST", "HTTP/1.1", chunked + "\r\n", "-5\r\nhello\r\n"),
        Arguments.of("no end of chunk", "POST", "HTTP/1.1", chunked + "\r\n", "5\r\nhelloX\r\n"),
        Arguments.of("bare LF in chunks", "POST", "HTTP/1.1", chunked + "\r\n", "5\nhello\n0\n\n"),
        Arguments.of(
            "body behind its length",
            "POST",
            "HTTP/1.1",
            "Content-Length: 3\r\n",
            "{}\n\"more\":1"),
        Arguments.of(
            "body behind its length, and line end",
            "POST",
            "HTTP/1.1",
            "Content-Length: 3\r\n",
            "{}\nGARBAGE\r\n\r\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void is_refused_and_the_connection_closed(
      String name, String method, String version, String headers, String body) throws IOException {
    String request =
        method
            + " /audit/prod "
            + version
            + "\r\nHost: x\r\nAuthorization: Bearer "
            + server.token("prod")
            + "\r\n"
            + headers
            + "\r\n"
            + body;
    try (Wire wire = server.connect()) {
      Wire.Response response = wire.send(request).read();
      assertThat(response.status()).as(name).isEqualTo(400);
      assertThat(response.body()).startsWith("{\"error\":{\"code\":\"bad_request\"");
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(wire.isClosed()).isTrue();
    }
    assertThat(server.intake.taken).isEmpty();
    assertThat(server.inflight()).isZero();
  }

  @Test
  void a_request_without_a_host_is_malformed() throws IOException {
    assertThat(server.exchange("GET /healthz HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
  }

  @Test
  void a_line_of_nine_kibibytes_is_malformed() throws IOException {
    String path = "/audit/" + "a".repeat(9 << 10);
    assertThat(server.exchange("POST " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").status())
        .isEqualTo(400);
  }

  @Test
  void tls_on_a_plain_port_is_malformed() throws IOException {
    byte[] hello = {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0, '\r', '\n', '\r', '\n'};
    try (Wire wire = server.connect()) {
      assertThat(wire.send(hello).read().status()).isEqualTo(400);
    }
  }

  @Test
  void forwarded_addresses_within_the_limit_are_ignored() throws IOException {
    TestReceiver own = new TestReceiver(data);
    try (own) {
      String request = own.post("{}", "X-Forwarded-For: " + "192.0.2.1, ".repeat(5_000));
      assertThat(own.exchange(request).status()).isEqualTo(200);
    }
  }
}
