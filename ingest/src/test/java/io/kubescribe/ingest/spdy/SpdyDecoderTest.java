package io.kubescribe.ingest.spdy;

import static io.kubescribe.ingest.session.Conversation.joined;
import static io.kubescribe.ingest.spdy.SpdyPeer.control;
import static io.kubescribe.ingest.spdy.SpdyPeer.data;
import static io.kubescribe.ingest.spdy.SpdyPeer.fin;
import static io.kubescribe.ingest.spdy.SpdyPeer.ping;
import static io.kubescribe.ingest.spdy.SpdyPeer.reset;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.session.Flaw;
import io.kubescribe.core.session.RequestedStreams;
import io.kubescribe.core.session.SessionProtocol;
import io.kubescribe.core.session.SessionStream;
import io.kubescribe.ingest.session.CollectingSink;
import io.kubescribe.ingest.session.Conversation;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdyDecoderTest {
  private static final RequestedStreams PIPES = new RequestedStreams(true, true, true, false);
  private static final RequestedStreams TERMINAL = new RequestedStreams(true, true, false, true);

  private final SpdyPeer client = new SpdyPeer();
  private final SpdyPeer server = new SpdyPeer();

  private static Conversation talk(SessionProtocol protocol, RequestedStreams asked) {
    return new Conversation(
        (chosen, streams, sink, allocator) ->
            new SpdyDecoder(chosen, streams, sink, allocator, () -> 0),
        protocol,
        asked);
  }

  private static Conversation talk() {
    return talk(SessionProtocol.SPDY_V4, PIPES);
  }

  @Test
  void the_dictionary_is_that_of_the_specification() throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(SpdyDictionary.bytes());
    assertThat(SpdyDictionary.bytes()).hasSize(1_423);
    assertThat(HexFormat.of().formatHex(hash))
        .isEqualTo("51d27341373f923f3cd88e1eb7162aeaa3723d7585ff2399201dc06498407f02");
  }

  @Test
  void the_captured_exec_is_read() {
    assertThat(
            talk()
                .client(
                    "80030001 00000029 00000001 00000000 00 00",
                    "78f9e3c6a7c26260606004a7b392a2d4c45c6851c29a0a0a6800000000ffff")
                .server("80030002 00000014 00000001 78f9e3c6a7c202a6230600000000ffff")
                .client("80030001 00000017 00000003 00000000 00 00 c22e555c92929907000000ffff")
                .server("80030002 0000000c 00000003 020100000000ffff")
                .client("80030001 00000019 00000005 00000000 00 00 c22ac5565c92925f5a02000000ffff")
                .client("80030001 00000015 00000007 00000000 00 00 c229975a5404000000ffff")
                .client("00000003 00000004 6162630a", "80030006 00000004 00000001")
                .server("80030006 00000004 00000001")
                .client("00000003 01000000")
                .server("00000005 00000011 68656c6c6f2066726f6d20737064790d0a")
                .server("00000005 01000000  00000007 01000000  00000003 01000000")
                .server(data(1, "{\"status\":\"Success\"}"), fin(1))
                .client(
                    "80030003 00000008 00000001 00000005", "80030007 00000008 00000000 00000000")
                .decoded()
                .lines())
        .containsExactly(
            "stdin abc\n",
            "closed stdin",
            "stdout hello from spdy\r\n",
            "closed stdout",
            "closed stderr",
            "status {\"status\":\"Success\"}");
  }

  @Test
  void the_captured_terminal_is_read() {
    assertThat(
            talk(SessionProtocol.SPDY_V4, TERMINAL)
                .client(
                    "80030001 00000029 00000001 00000000 00 00",
                    "78f9e3c6a7c26260606004a7b392a2d4c45c6851c29a0a0a6800000000ffff",
                    "80030001 00000017 00000003 00000000 00 00 c22e555c92929907000000ffff",
                    "80030001 00000019 00000005 00000000 00 00 c22ac5565c92925f5a02000000ffff",
                    "80030001 00000018 00000007 00000000 00 00 c22e57945a9c59950a000000ffff")
                .client("00000007 0000001a", "7b225769647468223a3132302c22486569676874223a34307d0a")
                .decoded()
                .lines())
        .containsExactly("resize 120x40");
  }

  @Test
  void streams_have_any_odd_numbers_of_31_bits() {
    assertThat(
            talk()
                .client(
                    client.open(129, "streamtype", "stdin"),
                    client.open(257, "streamtype", "stdout"),
                    client.open(0x7fff_ffff, "streamtype", "stderr"))
                .client(data(129, "a"))
                .server(data(257, "b"), data(0x7fff_ffff, "c"))
                .decoded()
                .lines())
        .containsExactly("stdin a", "stdout b", "stderr c");
  }

  @Test
  void every_block_is_inflated_whatever_it_belongs_to() {
    assertThat(
            talk()
                .client(
                    client.open(1, "streamtype", "error"),
                    client.headers(1, "one", "two"),
                    client.reply(1),
                    client.open(3, "other", "x", "streamtype", "stdin\0stdout"))
                .client(data(3, "a"))
                .decoded()
                .lines())
        .containsExactly("flaw malformed-frame", "stdin a");
  }

  @Test
  void an_empty_block_of_a_reply_is_tolerated() {
    assertThat(
            talk()
                .client(client.openAll("error", "stdin", "stdout"))
                .server("80030002 00000004 00000001", "80030002 00000004 00000005")
                .server(server.reply(3), data(5, "a"))
                .decoded()
                .lines())
        .containsExactly("stdout a");
  }

  @Test
  void the_server_takes_the_last_stream_of_a_type() {
    assertThat(
            talk()
                .client(client.openAll("error", "stdin", "stdin", "stdout"))
                .client(data(3, "a"), data(5, "b"), fin(3), fin(5))
                .decoded()
                .lines())
        .containsExactly("flaw duplicate-stream", "flaw ignored-input", "stdin b", "closed stdin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stdin", "", "data", "stdin "})
  void a_type_that_nobody_defined_is_flawed(String type) {
    assertThat(
            talk()
                .client(client.openAll("error", type, "stdout"), data(3, "x"))
                .server(data(5, "a"))
                .decoded()
                .lines())
        .containsExactly("flaw unknown-channel", "stdout a");
  }

  @Test
  void what_goes_against_a_stream_is_ignored() {
    assertThat(
            talk()
                .client(client.openAll("error", "stdin", "stdout"))
                .client(data(5, "x"), fin(3), data(3, "y"), data(99, "z"))
                .server(data(3, "x"), data(5, "a"))
                .decoded()
                .lines())
        .containsExactly(
            "flaw ignored-input",
            "closed stdin",
            "flaw unknown-channel",
            "flaw malformed-frame",
            "stdout a");
  }

  @ParameterizedTest
  @CsvSource({"SPDY_V1", "SPDY_V2", "SPDY_V3"})
  void older_protocols_have_a_text_and_nothing_on_success(SessionProtocol protocol) {
    byte[] open = client.openAll("error", "stdout");
    assertThat(
            talk(protocol, PIPES)
                .client(open)
                .server(data(1, "exit "), data(1, "code 3"), fin(3), fin(1))
                .decoded()
                .lines())
        .containsExactly("closed stdout", "status exit code 3");
    assertThat(talk(protocol, PIPES).client(open).server(fin(1)).decoded().lines())
        .containsExactly("status ");
  }

  @Test
  void without_an_end_of_the_error_stream_there_is_no_status() {
    assertThat(
            talk()
                .client(client.openAll("error", "stdout"), reset(1), reset(3))
                .server(data(3, "late"), reset(1))
                .decoded()
                .lines())
        .containsExactly("stdout late");
  }

  @Test
  void a_data_frame_of_16_mib_passes() {
    byte[] large = new byte[0xff_ffff];
    assertThat(
            talk()
                .client(client.openAll("error", "stdout"))
                .server(data(3, 1, large))
                .decodedWhole()
                .bytes(SessionStream.STDOUT))
        .hasSize(0xff_ffff);
  }

  @ParameterizedTest
  @CsvSource({
    "80020006 00000004, protocol-violation",
    "80030006 00000003, protocol-violation",
    "80030003 00000009, protocol-violation",
    "80030004 00000008, protocol-violation",
    "80030004 00ffffff, too-large",
    "80030004 0000000c 40000000 0000000000000000, protocol-violation",
    "80030001 00010001, too-large",
    "80030001 00000009, protocol-violation",
    "80030002 00000008 00000001 ffffffff, protocol-violation",
  })
  void frames_that_cannot_be_are_refused(String hex, String flaw) {
    byte[] open = client.openAll("error", "stdin", "stdout");
    assertThat(
            talk()
                .client(open)
                .client(hex)
                .client(data(3, "unread"))
                .server(data(5, "a"))
                .decoded()
                .lines())
        .containsExactly("flaw " + flaw, "stdout a");
  }

  @Test
  void an_unknown_type_is_passed_over() {
    assertThat(
            talk()
                .client(client.openAll("error", "stdin"))
                .client("80030005 00000001 00", "8003 ffff 00 000000")
                .client(data(3, "a"))
                .decoded()
                .lines())
        .containsExactly("flaw malformed-frame", "stdin a");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 0, 1, -1})
  void stream_numbers_are_odd_and_grow(int second) {
    assertThat(
            talk()
                .client(client.open(1, "streamtype", "error"))
                .client(client.open(second, "streamtype", "stdin"))
                .decoded()
                .flaws())
        .containsExactlyElementsOf(second == -1 ? List.of() : List.of(Flaw.PROTOCOL_VIOLATION));
  }

  @Test
  void a_bomb_of_headers_is_refused() {
    byte[] bomb =
        control(
            1, 0, Unpooled.buffer().writeZero(10).writeBytes(client.compressed(new byte[20_000])));
    assertThat(talk().client(bomb).decoded().flaws()).containsExactly(Flaw.TOO_LARGE);
    SpdyPeer other = new SpdyPeer();
    String[] many = new String[66];
    Arrays.setAll(many, i -> "h" + i);
    assertThat(talk().client(other.open(1, many)).decoded().flaws())
        .containsExactly(Flaw.TOO_LARGE);
    SpdyPeer third = new SpdyPeer();
    byte[] lying =
        control(
            1,
            0,
            Unpooled.buffer()
                .writeZero(10)
                .writeBytes(third.compressed(new byte[] {0, 0, 0, 1, -128, 0, 0, 0})));
    assertThat(talk().client(lying).decoded().flaws()).containsExactly(Flaw.PROTOCOL_VIOLATION);
  }

  @Test
  void streams_are_counted() {
    byte[][] open = new byte[17][];
    for (int i = 0; i < open.length; i++) {
      open[i] = client.open(2 * i + 1, "streamtype", i == 0 ? "error" : "x");
    }
    assertThat(talk().client(joined(open)).decodedWhole().flaws())
        .containsExactly(Flaw.UNKNOWN_CHANNEL, Flaw.TOO_LARGE);
  }

  @Test
  void a_flood_of_frames_without_content_is_told_once() {
    byte[][] many = new byte[3_000][];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 2 == 0 ? ping(i) : data(3, "");
    }
    assertThat(talk().client(joined(many)).decodedWhole().flaws()).containsExactly(Flaw.FLOOD);
  }

  private byte[] openPort(int stream, String type, int port, int request) {
    return client.open(
        stream,
        "streamtype",
        type,
        "port",
        Integer.toString(port),
        "requestid",
        Integer.toString(request));
  }

  @Test
  void connections_of_a_port_forward_are_counted() {
    assertThat(
            talk(SessionProtocol.SPDY_PORT_FORWARD, TERMINAL)
                .client(openPort(1, "error", 80, 0), openPort(3, "data", 80, 0), fin(1))
                .client(openPort(5, "error", 81, 1), openPort(7, "data", 81, 1), fin(5))
                .server(server.reply(1), server.reply(3), server.reply(5), server.reply(7))
                .client(data(3, "12345"), data(7, "1"))
                .server(data(3, "123"), fin(3), fin(1))
                .client(fin(3))
                .server(data(5, "refus\u00c3\u00a9"), fin(5), fin(7))
                .client(reset(7), data(7, "late"), openPort(9, "data", 82, 2), data(9, "1"))
                .decoded()
                .lines())
        .containsExactly(
            "opened 80 0",
            "opened 81 1",
            "ended 80 0 5 3 ",
            "ended 81 1 1 0 refus\u00e9",
            "opened 82 2",
            "ended 82 2 1 0 ");
  }

  @Test
  void a_long_port_forward_keeps_no_ended_streams() {
    byte[][] many = new byte[2_000][];
    for (int i = 0; i < many.length; i++) {
      int id = 4 * i + 1;
      many[i] =
          joined(
              openPort(id, "error", 80, i),
              openPort(id + 2, "data", 80, i),
              reset(id),
              reset(id + 2));
    }
    CollectingSink sink =
        talk(SessionProtocol.SPDY_PORT_FORWARD, TERMINAL).client(joined(many)).decodedWhole();
    assertThat(sink.flaws()).isEmpty();
    assertThat(sink.lines()).hasSize(4_000);
    byte[][] open = new byte[513][];
    SpdyPeer other = new SpdyPeer();
    for (int i = 0; i < open.length; i++) {
      open[i] = other.open(2 * i + 1, "streamtype", "data", "port", "1", "requestid", "r" + i);
    }
    assertThat(
            talk(SessionProtocol.SPDY_PORT_FORWARD, TERMINAL)
                .client(joined(open))
                .decodedWhole()
                .flaws())
        .containsExactly(Flaw.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "-1", "8o"})
  void a_port_is_a_number(String port) {
    assertThat(
            talk(SessionProtocol.SPDY_PORT_FORWARD, TERMINAL)
                .client(client.open(1, "streamtype", "data", "port", port, "requestid", "0"))
                .client(data(1, "x"))
                .decoded()
                .flaws())
        .containsExactly(Flaw.UNKNOWN_CHANNEL);
  }
}
