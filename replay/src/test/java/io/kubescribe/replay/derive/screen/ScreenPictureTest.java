package io.kubescribe.replay.derive.screen;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.recording.ReplayTimeline;
import io.kubescribe.core.recording.Sight;
import io.kubescribe.replay.terminal.Terminal;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ScreenPictureTest {
  private static final String KEY = "ghp_16C7e42F292c6912E7710c838347Ae178B4a";

  private static Terminal terminal(String output) {
    Terminal terminal = new Terminal(60, 6);
    terminal.feed(output);
    return terminal;
  }

  private static Document svg(Terminal terminal, Sight sight) throws Exception {
    String svg = ScreenPicture.svg(terminal, sight);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void text_has_no_blanks_at_the_ends() {
    assertThat(ScreenPicture.text(terminal("one  \r\n\r\n  日本 <two>\r\n"), Sight.REVEALED))
        .isEqualTo("one\n\n  日本 <two>");
  }

  @Test
  void a_picture_has_text_where_it_stands_in_its_colours() throws Exception {
    Document picture =
        svg(
            terminal("a\u001b[1;31;44m<b & c>\u001b[0m\r\n\u001b[7mrev\u001b[0m 日"),
            Sight.REVEALED);
    NodeList texts = picture.getElementsByTagName("text");
    assertThat(texts.item(1).getTextContent()).isEqualTo("<b & c>");
    assertThat(texts.item(1).getAttributes().getNamedItem("x").getNodeValue()).isEqualTo("9");
    assertThat(texts.item(1).getAttributes().getNamedItem("fill").getNodeValue())
        .isEqualTo("#dd3c69");
    assertThat(texts.item(1).getAttributes().getNamedItem("font-weight").getNodeValue())
        .isEqualTo("bold");
    assertThat(texts.item(2).getTextContent()).isEqualTo("rev");
    assertThat(texts.item(2).getAttributes().getNamedItem("fill").getNodeValue())
        .isEqualTo(Palette.BACKGROUND);
    assertThat(texts.item(3).getAttributes().getNamedItem("textLength").getNodeValue())
        .isEqualTo("18");
  }

  @Test
  void a_picture_needs_neither_styles_nor_scripts() {
    String svg = ScreenPicture.svg(terminal("\u001b[3;4;9mx</text><script>\u0000"), Sight.REVEALED);
    assertThat(svg).doesNotContain(" style=").doesNotContain("<script").doesNotContain("<style");
  }

  @Test
  void whatever_is_shown_the_picture_is_well_formed() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[4000];
      random.nextBytes(bytes);
      Terminal terminal = new Terminal(80, 24);
      terminal.feed(bytes);
      terminal.feed("\ufffe\uffff\u0085日\u001b[38;5;%dm&".formatted(random.nextInt(256)));
      assertThat(svg(terminal, Sight.REDACTED).getDocumentElement().getTagName()).isEqualTo("svg");
    }
  }

  @Test
  void a_secret_drawn_backwards_is_masked() {
    StringBuilder output = new StringBuilder("key: ");
    for (int i = KEY.length() - 1; i >= 0; i--) {
      output.append("\u001b[1;%dH".formatted(6 + i)).append(KEY.charAt(i));
    }
    Terminal terminal = terminal(output.toString());
    assertThat(ScreenPicture.text(terminal, Sight.REVEALED)).contains(KEY);
    assertThat(ScreenPicture.text(terminal, Sight.REDACTED))
        .isEqualTo("key: " + "*".repeat(KEY.length()));
    assertThat(ScreenPicture.svg(terminal, Sight.REDACTED)).doesNotContain(KEY.substring(10));
  }

  @Test
  void a_session_is_shown_by_its_liveliest_moment_of_the_middle() {
    assertThat(LivelyMoment.of(timeline(9, 0, 1, 5, 2, 0, 0, 0, 0, 99))).isEqualTo(40);
    assertThat(LivelyMoment.of(timeline(9, 0, 0, 0, 0, 0, 0, 0, 0, 0))).isEqualTo(10);
    assertThat(LivelyMoment.of(timeline(0))).isEqualTo(10);
  }

  private static ReplayTimeline timeline(long... activity) {
    List<Long> buckets = Arrays.stream(activity).boxed().toList();
    return new ReplayTimeline(
        10L * activity.length, 10, buckets, List.of(), List.of(), List.of(), List.of(), List.of());
  }
}
