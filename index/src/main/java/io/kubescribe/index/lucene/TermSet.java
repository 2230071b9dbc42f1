package io.kubescribe.index.lucene;

import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// The distinct terms of one field of one event, as Lucene takes them. Filled, indexed, cleared.
///
/// Keeps its memory from event to event; Lucene's own hash gives it back at each clearing, which
/// made up 70% of all that indexing allocated.
final class TermSet extends TokenStream {
  private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
  private final BytesRef current = new BytesRef();

  /// All terms, one after the other; term n ends where n + 1 starts.
  private byte[] bytes = new byte[1 << 13];

  private int[] starts = new int[1 << 8];
  private int[] hashes = new int[1 << 8];

  /// Where term n stands in the table.
  private int[] slots = new int[1 << 8];

  /// Number of a term plus 1, or 0; open addressing, at most half full, a power of two.
  private int[] table = new int[1 << 9];

  private int count;
  private int at;

  /// Adds a term; the bytes are copied.
  void add(byte[] term, int from, int length) {
    // The seed is random, so nobody can write words that all fall into one slot.
    int hash =
        StringHelper.murmurhash3_x86_32(term, from, length, StringHelper.GOOD_FAST_HASH_SEED);
    int slot = hash & (table.length - 1);
    while (table[slot] != 0) {
      int known = table[slot] - 1;
      if (hashes[known] == hash
          && Arrays.equals(bytes, starts[known], starts[known + 1], term, from, from + length)) {
        return;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    int start = starts[count];
    bytes = ArrayUtil.grow(bytes, start + length);
    System.arraycopy(term, from, bytes, start, length);
    starts = ArrayUtil.grow(starts, count + 2);
    hashes = ArrayUtil.grow(hashes, count + 1);
    slots = ArrayUtil.grow(slots, count + 1);
    starts[count + 1] = start + length;
    hashes[count] = hash;
    slots[count] = slot;
    table[slot] = ++count;
    if (count * 2 > table.length) {
      widen();
    }
  }

  private void widen() {
    table = new int[table.length * 2];
    for (int term = 0; term < count; term++) {
      int slot = hashes[term] & (table.length - 1);
      while (table[slot] != 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      slots[term] = slot;
      table[slot] = term + 1;
    }
  }

  int size() {
    return count;
  }

  void clearTerms() {
    for (int term = 0; term < count; term++) {
      table[slots[term]] = 0;
    }
    count = 0;
  }

  @Override
  public void reset() {
    at = 0;
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
    attribute.setBytesRef(current);
    at++;
    return true;
  }
}
