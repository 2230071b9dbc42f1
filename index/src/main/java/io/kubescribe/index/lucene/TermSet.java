package io.kubescribe.index.lucene;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.BytesRefHash;

/// The distinct terms of one field of one event, as Lucene takes them. Filled, indexed, cleared.
final class TermSet extends TokenStream {
  private final BytesTermAttribute attribute = addAttribute(BytesTermAttribute.class);
  private final BytesRefHash terms = new BytesRefHash();
  private final BytesRef scratch = new BytesRef();
  private final BytesRef current = new BytesRef();
  private int at;

  /// Adds a term; the bytes are copied.
  void add(byte[] bytes, int from, int length) {
    scratch.bytes = bytes;
    scratch.offset = from;
    scratch.length = length;
    terms.add(scratch);
  }

  int size() {
    return terms.size();
  }

  void clearTerms() {
    terms.clear(true);
    terms.reinit();
  }

  @Override
  public void reset() {
    at = 0;
  }

  @Override
  public boolean incrementToken() {
    if (at >= terms.size()) {
      return false;
    }
    clearAttributes();
    attribute.setBytesRef(terms.get(at++, current));
    return true;
  }
}
