package io.kubescribe.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.analysis.tokenattributes.TermToBytesRefAttribute;
import org.junit.jupiter.api.Test;

class TermSetTest {
  private final TermSet set = new TermSet();

  private List<String> terms() {
    List<String> terms = new ArrayList<>();
    set.reset();
    while (set.incrementToken()) {
      terms.add(set.getAttribute(TermToBytesRefAttribute.class).getBytesRef().utf8ToString());
    }
    return terms;
  }

  @Test
  void holds_each_term_once_in_order_and_none_after_clearing() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      Set<String> wanted = new LinkedHashSet<>();
      int count = random.nextInt(round % 10 == 0 ? 5000 : 100);
      for (int i = 0; i < count; i++) {
        String term = "x".repeat(random.nextInt(4)) + random.nextInt(count);
        byte[] bytes = ("<" + term + ">").getBytes(StandardCharsets.UTF_8);
        set.add(bytes, 1, bytes.length - 2);
        wanted.add(term);
        assertThat(set.size()).isEqualTo(wanted.size());
      }
      assertThat(terms()).as("seed %d, round %d", seed, round).isEqualTo(List.copyOf(wanted));
      assertThat(terms()).as("read twice").hasSize(wanted.size());
      set.clearTerms();
      assertThat(terms()).isEmpty();
    }
  }

  @Test
  void the_empty_term_is_a_term() {
    set.add(new byte[0], 0, 0);
    set.add(new byte[0], 0, 0);
    assertThat(terms()).containsExactly("");
  }
}
