package io.kubescribe.replay.derive.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.SeenCommand;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.core.session.SequencedRecord;
import io.kubescribe.replay.derive.Derivation;
import io.kubescribe.replay.derive.Records;
import io.kubescribe.replay.derive.event.PlayEvent;
import io.kubescribe.replay.derive.transcript.TranscriptBlock;
import io.kubescribe.replay.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutputRedactorTest {
  private static final String BODY =
      "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
  private static final String JWT =
      "eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJpc3MiOiJrdWJlcm5ldGVzL3NlcnZpY2VhY2NvdW50In0."
          + "c2lnbmF0dXJl".repeat(28)
          + "ABCDEF";

  /// Texts in which `§` stands around what must not be seen.
  static List<String> secrets() {
    String pem64 =
        Base64.getEncoder()
            .encodeToString(
                ("-----BEGIN RSA PRIVATE KEY-----\n" + BODY + "\n")
                    .getBytes(StandardCharsets.UTF_8));
    return List.of(
        "$ cat key\r\n-----BEGIN RSA PRIVATE KEY-----\r\n§"
            + BODY
            + "§\r\n§"
            + BODY
            + "§\r\n§abc==§\r\n-----END RSA PRIVATE KEY-----\r\n$ ls\r\nfile",
        "\u001b[1m-----BEGIN \u001b[31mPRIVATE KEY-----\u001b[0m\u001b[5;1H§"
            + BODY
            + "§\u001b[6;1H§Zm9v§\r\n-----END PRIVATE KEY-----",
        "{\"private_key\": \"-----BEGIN PRIVATE KEY-----\\§n"
            + BODY
            + "§\\§nabc§\\§n§-----END PRIVATE KEY-----\\n\", \"id\": 7}",
        "token: §" + JWT + "§\r\nroot@web-0:~# ls",
        "§"
            + JWT.substring(0, 40)
            + "§\r\n§"
            + JWT.substring(40, 80)
            + "§\r\n§"
            + JWT.substring(80)
            + "§ after",
        "a §" + JWT.substring(0, 7) + "§\u001b[32m§" + JWT.substring(7) + "§\u001b[0m,",
        "kubeadm join --token abcdef.§0123456789abcdef§ 10.0.0.1:6443",
        "aws_access_key_id = §AKIAIOSFODNN7EXAMPLE§\r\naws_secret_access_key = §wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY§\r\n[dev]",
        "{\"SecretAccessKey\": \"§wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY§\", \"Version\": 1}",
        "GITHUB_TOKEN=§ghp_16C7e42F292c6912E7710c838347Ae178B4a§ make",
        "key §AIzaSyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe§\r\nnext",
        "  tls.key: §" + pem64 + "§\r\nkind: Secret",
        "  token: §"
            + Base64.getEncoder().encodeToString(JWT.getBytes(StandardCharsets.UTF_8))
            + "§\r\n",
        "ends in the middle of §" + JWT.substring(0, 30) + "§");
  }

  /// What looks a little like a secret and is none.
  static List<String> harmless() {
    return List.of(
        "eyJ is how they begin, and AKIA too: ghp_ AIza xoxb- LS0tLS1CRUdJTi",
        "-----BEGIN CERTIFICATE-----\r\n" + BODY + "\r\n-----END CERTIFICATE-----\r\n",
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUM= and LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0t",
        "config.yaml values.deploymentsettings a.b v1.2.3 kernel.6.8.0-generic",
        "SHA 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 commit",
        "secret_access_key is missing; session token expired\r\n",
        "git log --oneline -- path; ----- x -----BEGIN\r\n",
        "日本 🙂 é \u001b[1;31mred\u001b[0m \u001b]133;A\u0007$ \u001b[?2004hls\r\n");
  }

  private static String redacted(List<byte[]> pieces) {
    StringBuilder out = new StringBuilder();
    SightedPlayback playback =
        new SightedPlayback(
            Sight.REDACTED,
            event -> {
              if (event instanceof PlayEvent.Output(_, _, String text)) {
                out.append(text);
              }
            });
    Records records = Records.tty();
    for (int i = 0; i < pieces.size(); i++) {
      records.out(i, pieces.get(i));
    }
    records.all().forEach(playback::accept);
    playback.end(0);
    return out.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String expected(String marked) {
    StringBuilder expected = new StringBuilder();
    String[] parts = marked.split("§", -1);
    for (int i = 0; i < parts.length; i++) {
      expected.append(i % 2 == 0 ? parts[i] : "*".repeat(parts[i].length()));
    }
    return expected.toString();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void secrets_are_masked_in_their_width_wherever_records_part_them(String marked) {
    byte[] text = bytes(marked.replace("§", ""));
    String expected = expected(marked);
    assertThat(redacted(List.of(text))).isEqualTo(expected);
    for (int cut = 1; cut < text.length; cut++) {
      assertThat(
              redacted(
                  List.of(Arrays.copyOf(text, cut), Arrays.copyOfRange(text, cut, text.length))))
          .isEqualTo(expected);
    }
    List<byte[]> single = new ArrayList<>();
    for (byte octet : text) {
      single.add(new byte[] {octet});
    }
    assertThat(redacted(single)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void other_text_stays_as_it_is(String text) {
    assertThat(redacted(List.of(bytes(text)))).isEqualTo(text);
    assertThat(LineRedactor.redact(text)).isSameAs(text);
  }

  @Test
  void titles_and_the_clipboard_are_left_out() {
    String text =
        "a\u001b]0;title\u0007b\u001b]52;c;c2VjcmV0\u001b\\c\u001bPq#0\u001b\\d\u001b]0;cut\u001b[1me";
    for (int cut = 0; cut <= text.length(); cut++) {
      assertThat(redacted(List.of(bytes(text.substring(0, cut)), bytes(text.substring(cut)))))
          .isEqualTo("abcd\u001b[1me");
    }
  }

  @Test
  void nothing_is_lost_of_hostile_output() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      String[] parts = {
        "eyJ",
        ".",
        "a",
        "-----BEGIN",
        " PRIVATE KEY-----",
        "\r\n",
        "\u001b[",
        "31m",
        "\u001b",
        "AKIA",
        "ghp_",
        "=",
        "secret_access_key",
        "H",
        "\u001b7",
        "日"
      };
      for (int i = 0; i < 300; i++) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String redacted = redacted(List.of(bytes(text.toString())));
      assertThat(redacted).as("seed %d", seed).hasSameSizeAs(text);
    }
  }

  @Test
  void events_wait_and_keep_their_times_and_order() {
    List<PlayEvent> events = new ArrayList<>();
    OutputRedactor redactor = new OutputRedactor(events::add);
    redactor.accept(new PlayEvent.Output(1, 1, "x ey"));
    redactor.accept(new PlayEvent.Resize(2, 90, 30));
    redactor.accept(new PlayEvent.Output(3, 2, "J"));
    assertThat(events).isEmpty();
    assertThat(redactor.isAtRest()).isFalse();
    redactor.accept(new PlayEvent.Output(4, 3, " no\r\n"));
    assertThat(events)
        .containsExactly(
            new PlayEvent.Output(1, 1, "x ey"),
            new PlayEvent.Resize(2, 90, 30),
            new PlayEvent.Output(3, 2, "J"),
            new PlayEvent.Output(4, 3, " no\r\n"));
    assertThat(redactor.isAtRest()).isTrue();
  }

  @Test
  void nothing_derived_has_the_secret() {
    Records records = Records.tty().resize(1, 80, 24).out(2, "# ");
    String command = "export TOKEN=" + JWT;
    for (int i = 0; i < command.length(); i++) {
      records.out(100 + 20 * i, command.substring(i, i + 1));
    }
    records.out(60_000, "\r\n# ").out(61_000, "cat key").out(61_500, "\r\n");
    records.out(
        61_600, "-----BEGIN PRIVATE KEY-----\r\n" + BODY + "\r\n-----END PRIVATE KEY-----\r\n# ");
    List<TranscriptBlock> blocks = new ArrayList<>();
    Derivation derivation = new Derivation(Sight.REDACTED, blocks::add);
    for (SequencedRecord record : records.all()) {
      derivation.accept(record);
    }
    derivation.end(derivation.duration());
    assertThat(blocks.toString())
        .contains("export TOKEN=****")
        .contains("BEGIN PRIVATE KEY")
        .doesNotContain(JWT.substring(100, 120))
        .doesNotContain("eyJ")
        .doesNotContain(BODY);
    assertThat(derivation.commands()).extracting(SeenCommand::text).contains("cat key");
    assertThat(derivation.commands().toString()).doesNotContain("eyJ");
    assertThat(derivation.plan().orElseThrow().marks().toString()).doesNotContain(BODY);
  }

  @Test
  void a_screen_keeps_its_layout() {
    Terminal plain = new Terminal(80, 24);
    Terminal masked = new Terminal(80, 24);
    for (String marked : secrets()) {
      plain.feed(marked.replace("§", ""));
      masked.feed(redacted(List.of(bytes(marked.replace("§", "")))));
      assertThat(masked.cursor()).isEqualTo(plain.cursor());
    }
  }
}
