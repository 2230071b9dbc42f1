package io.kubescribe.index.lucene;

import io.kubescribe.core.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;

/// The words of some lines, as Lucene takes them, with a hole between two lines so that no phrase
/// goes on from one to the next. Of a long word the beginning: see [Fields#MAX_WORD]. Set, indexed,
/// set again.
final class LineTokens extends TokenStream {
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);
  private final Words words = new Words();
  private final BytesRef current = new BytesRef();

  /// All words, one after the other; word n ends where n + 1 starts.
  private byte[] bytes = new byte[1 << 13];

  private int[] starts = new int[1 << 8];

  /// Words that are the first of their line, in order.
  private int[] firsts = new int[1 << 6];

  private int count;
  private int lines;
  private int at;
  private int line;

  /// Takes other lines.
  LineTokens of(List<String> texts) {
    count = 0;
    lines = 0;
    for (String text : texts) {
      int before = count;
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      words.visit(utf8, 0, utf8.length, (word, length, _) -> add(word, length));
      if (count > before) {
        firsts = ArrayUtil.grow(firsts, lines + 1);
        firsts[lines++] = before;
      }
    }
    return this;
  }

  private void add(byte[] word, int length) {
    int kept = IndexedWord.length(word, length);
    int start = starts[count];
    bytes = ArrayUtil.grow(bytes, start + kept);
    System.arraycopy(word, 0, bytes, start, kept);
    starts = ArrayUtil.grow(starts, count + 2);
    starts[++count] = start + kept;
  }

  boolean isEmpty() {
    return count == 0;
  }

  @Override
  public void reset() {
    at = 0;
    line = 0;
  }

  @Override
  public boolean incrementToken() {
    if (at >= count) {
      return false;
    }
    clearAttributes();
    current.bytes = bytes;
    current.offset = starts[at];
    current.length = starts[at + 1] - starts[at];
    term.setBytesRef(current);
    boolean first = line < lines && firsts[line] == at;
    increment.setPositionIncrement(first ? 2 : 1);
    line += first ? 1 : 0;
    at++;
    return true;
  }
}
