package io.kubescribe.ingest.ws;

import static io.kubescribe.ingest.session.Conversation.hex;
import static io.kubescribe.ingest.session.Conversation.joined;
import static io.kubescribe.ingest.ws.ClientFrames.binary;
import static io.kubescribe.ingest.ws.ClientFrames.frame;
import static io.kubescribe.ingest.ws.ClientFrames.payload;
import static io.kubescribe.ingest.ws.ClientFrames.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.Conversation;
import io.kubescribe.ingest.session.SessionDecoders;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketDecoderTest {
  private static final RequestedStreams PIPES = new RequestedStreams(true, true, true, false);
  private static final RequestedStreams TERMINAL = new RequestedStreams(true, true, true, true);
  private static final String SUCCESS = "{\"metadata\":{},\"status\":\"Success\"}";

  private final AtomicLong nanos = new AtomicLong();
  private final SessionDecoders decoders =
      (protocol, asked, sink, allocator) ->
          new WebSocketDecoder(protocol, asked, sink, allocator, nanos::get);

  private Conversation talk(SessionProtocol protocol, RequestedStreams asked) {
    return new Conversation(decoders, protocol, asked);
  }

  private Conversation talk() {
    return talk(SessionProtocol.WEBSOCKET_V5, PIPES);
  }

  @Test
  void the_frames_of_the_reference_are_read() {
    assertThat(
            talk(SessionProtocol.WEBSOCKET_V5, TERMINAL)
                .server("82 01 01")
                .client("82 85 f55daa96 f53cc8f5ff")
                .client("82 9b 638bb0c9 67f0929e0aefc4a141b181fb53a7928106e2d7a117a98afd53f6ba")
                .client("89 80 89886096")
                .server("8a 00")
                .client("82 82 b075027f 4f75")
                .server("82 10 01 68656c6c6f2066726f6d2077730d0a")
                .server(server(0x82, payload(3, SUCCESS)))
                .server("88 02 03e8")
                .client("88 82 4436e2d4 47de")
                .decoded()
                .lines())
        .containsExactly(
            "stdin abc\n",
            "resize 120x40",
            "closed stdin",
            "stdout hello from ws\r\n",
            "status " + SUCCESS);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 124, 125, 126, 65_534, 65_535, 65_536, 70_000})
  void frames_of_all_lengths_are_read(int length) {
    String text = "x".repeat(length);
    Conversation talk =
        talk().client(binary(0, text)).server(server(0x82, payload(2, text)), hex("820101"));
    CollectingSink sink = length < 1_000 ? talk.decoded() : talk.decodedWhole();
    assertThat(sink.bytes(SessionStream.STDIN)).hasSize(length);
    assertThat(sink.bytes(SessionStream.STDERR)).hasSize(length);
    assertThat(sink.flaws()).isEmpty();
  }

  @Test
  void a_frame_of_32_mib_passes_and_a_larger_one_does_not() {
    byte[] largest = new byte[(32 << 20)];
    assertThat(talk().client(frame(0x82, largest)).decodedWhole().bytes(SessionStream.STDIN))
        .hasSize(largest.length - 1);
    CollectingSink sink =
        talk().client("82 ff 0000000002000001 00000000", "00 61").server("82 02 01 61").decoded();
    assertThat(sink.lines()).containsExactly("flaw too-large", "stdout a");
  }

  /// The server reads frames, not messages: `cd` goes to channel 'c'.
  @Test
  void fragments_of_a_client_are_read_as_the_server_does() {
    assertThat(
            talk()
                .client(
                    frame(0x02, payload(0, "ab")),
                    frame(0x80, "cd".getBytes(StandardCharsets.US_ASCII)))
                .client(frame(0x02, payload(0, "ef")), frame(0x80, payload(0, "gh")))
                .decoded()
                .lines())
        .containsExactly("flaw fragmented-input", "stdin ab", "flaw unknown-channel", "stdin efgh");
  }

  @Test
  void fragments_of_a_server_are_put_together() {
    assertThat(
            talk()
                .server(
                    hex("02 00"),
                    server(0x00, payload(1, "a")),
                    hex("89 01 70"),
                    hex("00 02 6263"),
                    hex("80 00"),
                    hex("82 02 02 64"))
                .decoded()
                .lines())
        .containsExactly("stdout abc", "stderr d");
  }

  @Test
  void messages_without_content_say_nothing() {
    assertThat(
            talk()
                .client(frame(0x82, new byte[0]), frame(0x82, new byte[] {0}))
                .server("82 00", "82 01 02", "82 01 03")
                .decoded()
                .lines())
        .isEmpty();
  }

  @Test
  void text_and_undefined_opcodes_are_data_to_the_server() {
    assertThat(
            talk()
                .client(frame(0x81, payload(0, "a")), frame(0x83, payload(0, "b")))
                .decoded()
                .lines())
        .containsExactly("stdin a", "flaw malformed-frame", "stdin b");
  }

  @Test
  void reserved_bits_are_flawed_and_ignored() {
    assertThat(talk().client(frame(0xc2, payload(0, "a"))).decoded().lines())
        .containsExactly("flaw malformed-frame", "stdin a");
  }

  @Test
  void an_unmasked_frame_ends_the_input() {
    assertThat(
            talk()
                .client("82 02 00 61", "82 85 f55daa96 f53cc8f5ff")
                .server("82 02 01 61")
                .decoded()
                .lines())
        .containsExactly("flaw protocol-violation", "stdout a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void input_to_the_channels_of_the_server_is_ignored(int channel) {
    assertThat(
            talk()
                .client(binary(channel, "x"), binary(0, "a"))
                .server(hex("82020162"))
                .decoded()
                .lines())
        .containsExactly("flaw ignored-input", "stdin a", "stdout b");
  }

  @Test
  void unknown_channels_are_ignored() {
    assertThat(talk().client(binary(9, "x"), binary(0, "a")).server("82020562").decoded().lines())
        .containsExactly("flaw unknown-channel", "stdin a");
  }

  @Test
  void input_after_its_end_is_not_recorded() {
    assertThat(
            talk()
                .client(binary(0, "a"), binary(255, "\0"), binary(0, "b"), binary(255, "\0"))
                .server("82020162")
                .decoded()
                .lines())
        .containsExactly("stdin a", "closed stdin", "flaw ignored-input", "stdout b");
  }

  @Test
  void input_that_was_not_asked_for_is_not_recorded() {
    assertThat(
            talk(SessionProtocol.WEBSOCKET_V4, new RequestedStreams(false, true, true, false))
                .client(binary(0, "a"), binary(4, "{\"Width\":1,\"Height\":1}"))
                .decoded()
                .lines())
        .containsExactly("flaw ignored-input");
  }

  @ParameterizedTest
  @CsvSource({"'\0\0\0', malformed-frame", "'\u00c8', malformed-frame", "'', malformed-frame"})
  void a_wrong_close_signal_is_flawed(String rest, String flaw) {
    assertThat(talk().client(binary(255, rest)).decoded().lines()).containsExactly("flaw " + flaw);
  }

  @Test
  void v4_knows_no_close_signal() {
    assertThat(
            talk(SessionProtocol.WEBSOCKET_V4, PIPES)
                .client(binary(255, "\0"), binary(0, "a"))
                .decoded()
                .lines())
        .containsExactly("flaw unknown-channel", "stdin a");
  }

  @Test
  void resizes_are_a_stream_over_messages() {
    assertThat(
            talk(SessionProtocol.WEBSOCKET_V5, TERMINAL)
                .client(binary(4, "{\"Width\":8"), binary(4, "1,\"Height\":25}\n{\"Width\":80,"))
                .client(binary(0, "a"), binary(4, "\"Height\":24}\n{\"Width\":0,\"Height\":0}\n"))
                .decoded()
                .lines())
        .containsExactly("resize 81x25", "stdin a", "resize 80x24", "resize 0x0");
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionProtocol.class,
      names = {"WEBSOCKET_V4_BASE64", "WEBSOCKET_V1_BASE64"})
  void base64_is_read(SessionProtocol protocol) {
    assertThat(
            talk(protocol, TERMINAL)
                .server("81 01 31", "81 05 31 61476b4b")
                .server("01 03 31 6147", "80 02 6b4b")
                .client(frame(0x81, payload('0', "YQ==")), frame(0x81, payload('0', "YmM=\r\n")))
                .client(frame(0x81, payload('4', "eyJXaWR0aCI6MSwiSGVpZ2h0IjoyfQ==")))
                .decoded()
                .lines())
        .containsExactly("stdout hi\nhi\n", "stdin abc", "resize 1x2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"YQ", "YQ=", "Y===", "YQ==YQ==", "Y!Q=", "YQ==="})
  void broken_base64_is_flawed(String text) {
    assertThat(
            talk(SessionProtocol.WEBSOCKET_V4_BASE64, PIPES)
                .client(frame(0x81, payload('0', text)), frame(0x81, payload('0', "Yg==")))
                .decoded()
                .lines()
                .toString())
        .contains("flaw unreadable-base64")
        .containsPattern("stdin a?b");
  }

  @Test
  void a_status_may_come_in_several_messages_and_output_after_it() {
    assertThat(
            talk()
                .server(
                    server(0x82, payload(3, "{\"status\":")),
                    server(0x82, payload(3, "\"Failure\"}")))
                .server(server(0x82, payload(1, "late")), server(0x82, payload(3, "{}")))
                .decoded()
                .lines())
        .containsExactly("status {\"status\":\"Failure\"}", "stdout late");
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionProtocol.class,
      names = {"WEBSOCKET_V1", "WEBSOCKET_NONE"})
  void older_protocols_have_a_text(SessionProtocol protocol) {
    assertThat(
            talk(protocol, PIPES)
                .server(server(0x82, payload(3, "command ")), server(0x82, payload(3, "failed")))
                .server("88 02 03e8")
                .decoded()
                .lines())
        .containsExactly("status command failed");
    assertThat(talk(protocol, PIPES).server("88 02 03e8").decoded().lines()).isEmpty();
  }

  @Test
  void a_status_that_is_cut_is_told_in_the_end() {
    assertThat(talk().server(server(0x82, payload(3, "{\"status\":"))).decoded().lines())
        .containsExactly("status {\"status\":");
  }

  @ParameterizedTest
  @CsvSource({"03e8,", "03ec, x", "03ee, x", "03,x", "0000,x", "0bb8,", "'',"})
  void a_wrong_close_code_is_flawed(String code, String flawed) {
    assertThat(talk().client(frame(0x88, hex(code))).decoded().flaws())
        .hasSize(flawed == null ? 0 : 1);
  }

  @Test
  void nothing_is_read_after_a_close_of_the_client() {
    assertThat(
            talk()
                .client(frame(0x88, hex("03e8")), binary(0, "a"), binary(0, "b"))
                .server("82020162")
                .decoded()
                .lines())
        .containsExactly("flaw ignored-input", "stdout b");
  }

  @Test
  void a_flood_of_pings_or_empty_messages_is_told_once() {
    byte[] ping = frame(0x89, new byte[0]);
    byte[] empty = frame(0x82, new byte[] {0});
    byte[][] many = new byte[6_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 2 == 0 ? ping : empty;
    }
    assertThat(talk().client(joined(many)).decodedWhole().flaws()).containsExactly(Flaw.FLOOD);
  }

  @Test
  void pings_over_hours_are_no_flood() {
    SessionDecoders slow =
        (protocol, asked, sink, allocator) ->
            new WebSocketDecoder(
                protocol, asked, sink, allocator, () -> nanos.addAndGet(5_000_000_000L));
    Conversation talk = new Conversation(slow, SessionProtocol.WEBSOCKET_V5, PIPES);
    byte[][] many = new byte[6_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = frame(0x89, new byte[0]);
    }
    assertThat(talk.client(joined(many)).decodedWhole().flaws()).isEmpty();
  }

  @Test
  void bytes_that_are_no_text_pass() {
    byte[] all = new byte[257];
    for (int i = 0; i < 256; i++) {
      all[i + 1] = (byte) i;
    }
    all[0] = 1;
    assertThat(talk().server(server(0x82, all)).decoded().bytes(SessionStream.STDOUT))
        .hasSize(256)
        .startsWith(0, 1, 2)
        .endsWith(254, 255);
  }
}
