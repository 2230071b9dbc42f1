package io.kubescribe.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventLeavesTest {
  private static List<String> leaves(String json, String... unwanted) {
    List<String> found = new ArrayList<>();
    new EventLeaves()
        .visit(
            json.getBytes(StandardCharsets.UTF_8),
            new EventLeaves.Visitor() {
              @Override
              public boolean enter(byte[] path, int pathLength) {
                return !List.of(unwanted)
                    .contains(new String(path, 0, pathLength, StandardCharsets.UTF_8));
              }

              @Override
              public void leaf(
                  byte[] path,
                  int pathLength,
                  EventLeaves.LeafType type,
                  byte[] utf8,
                  int from,
                  int to) {
                found.add(
                    new String(path, 0, pathLength, StandardCharsets.UTF_8)
                        + " "
                        + type
                        + " "
                        + new String(utf8, from, to - from, StandardCharsets.UTF_8));
              }
            });
    return found;
  }

  @Test
  void values_come_with_their_dotted_path() {
    assertThat(leaves("{\"a\":{\"b\":1.5,\"c\":true},\"d\":\"x\",\"n\":null,\"e\":{},\"f\":[]}"))
        .containsExactly("a.b NUMBER 1.5", "a.c BOOLEAN true", "d STRING x");
  }

  @Test
  void elements_share_the_path_of_their_array() {
    assertThat(leaves(" { \"a\" : [ 1 , [ \"x\" , { \"b\" : false } ] , null ] , \"c\" : \"\" } "))
        .containsExactly("a NUMBER 1", "a STRING x", "a.b BOOLEAN false", "c STRING ");
  }

  @Test
  void keys_with_dots_read_as_written() {
    assertThat(leaves("{\"annotations\":{\"authorization.k8s.io/decision\":\"allow\"}}"))
        .containsExactly("annotations.authorization.k8s.io/decision STRING allow");
  }

  @Test
  void escapes_are_resolved_in_keys_and_values() {
    assertThat(
            leaves("{\"a\\u002eb\":\"x\\n\\\"\\u00e4\\ud83d\\ude00\\/\",\"\\u0071\":\"\\ud800y\"}"))
        .containsExactly("a.b STRING x\n\"ä😀/", "q STRING \ufffdy");
  }

  @Test
  void kind_and_version_of_the_event_itself_are_left_out() {
    assertThat(
            leaves(
                "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\","
                    + "\"requestObject\":{\"kind\":\"Pod\"}}"))
        .containsExactly("requestObject.kind STRING Pod");
  }

  @Test
  void what_is_not_entered_is_passed_over() {
    assertThat(leaves("{\"a\":{\"b\":{\"x\":[1,{\"y\":\"}\"}]},\"c\":2}}", "a.b"))
        .containsExactly("a.c NUMBER 2");
  }

  @Test
  void bytes_that_are_cut_anywhere_end_the_walk() {
    byte[] json = "{\"a\":[\"x\\u0041\",{\"b\":tru".getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length <= json.length; length++) {
      String cut = new String(json, 0, length, StandardCharsets.UTF_8);
      assertThat(leaves(cut).size()).isLessThanOrEqualTo(2);
    }
  }
}
