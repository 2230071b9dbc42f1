package io.kubescribe.index.lucene;

import io.kubescribe.core.audit.EventLeaves;
import io.kubescribe.core.query.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.lucene.util.BytesRef;

/// Gathers the terms of an event's JSON values: words of `text`, path-value terms of `body`, and
/// the paths themselves.
///
/// Bounded per event, whatever its body: see the limits. An event past one is indexed as far as it
/// goes and flagged.
final class LeafTerms implements EventLeaves.Visitor {
  /// Distinct path-value terms per event. A list of 1,000 objects is worth finding by its URI; the
  /// mapping of 1,000,000 distinct keys is an attack.
  static final int MAX_BODY_TERMS = 2_000;

  /// Distinct paths per event, with those of objects.
  static final int MAX_PATHS = 4_000;

  /// Distinct words per event.
  static final int MAX_WORDS = 20_000;

  private static final byte[] MANAGED_FIELDS = ".managedFields".getBytes(StandardCharsets.US_ASCII);
  private static final int LONGEST_NAMED_PATH = 32;

  private final EventLeaves leaves = new EventLeaves();
  private final Words words = new Words();
  private final TermSet body = new TermSet();
  private final TermSet paths = new TermSet();
  private final TermSet text = new TermSet();
  private final Set<BytesRef> namedPaths = new HashSet<>();
  private final BytesRef probe = new BytesRef();
  private final byte[] term = new byte[CutTerm.MAX_PATH + 1 + CutTerm.MAX_BODY_VALUE];

  /// Length of the path of the `managedFields` that the walk is in, 0 outside.
  private int managedLength;

  private boolean whole;

  LeafTerms() {
    Fields.NAMED_PATHS.forEach(path -> namedPaths.add(new BytesRef(path)));
  }

  TermSet body() {
    return body;
  }

  TermSet paths() {
    return paths;
  }

  TermSet text() {
    return text;
  }

  /// Gathers the terms of one event.
  ///
  /// @return false if a limit was reached, so that not all terms are there
  boolean read(byte[] raw) {
    body.clearTerms();
    paths.clearTerms();
    text.clearTerms();
    managedLength = 0;
    whole = true;
    leaves.visit(raw, this);
    return whole;
  }

  @Override
  public boolean enter(byte[] path, int pathLength) {
    if (managedLength > 0 && inManaged(path, pathLength)) {
      return true;
    }
    managedLength = 0;
    if (endsWith(path, pathLength, MANAGED_FIELDS)) {
      managedLength = pathLength;
      return true;
    }
    if (!named(path, pathLength)) {
      if (paths.size() < MAX_PATHS) {
        int length = putPath(path, pathLength);
        paths.add(term, 0, length);
      } else {
        whole = false;
      }
    }
    return true;
  }

  /// Only the length is compared with the path entered: nothing but the members of `managedFields`
  /// follows until the walk enters a path that does not continue its own.
  private boolean inManaged(byte[] path, int pathLength) {
    return pathLength > managedLength
        && path[managedLength] == '.'
        && endsWith(path, managedLength, MANAGED_FIELDS);
  }

  private static boolean endsWith(byte[] path, int length, byte[] end) {
    int from = length - end.length;
    return from >= 0 && Arrays.equals(path, from, length, end, 0, end.length);
  }

  private boolean named(byte[] path, int pathLength) {
    if (pathLength > LONGEST_NAMED_PATH) {
      return false;
    }
    probe.bytes = path;
    probe.length = pathLength;
    return namedPaths.contains(probe);
  }

  @Override
  public void leaf(
      byte[] path, int pathLength, EventLeaves.LeafType type, byte[] utf8, int from, int to) {
    if (type == EventLeaves.LeafType.STRING) {
      words.visit(utf8, from, to, this::word);
    }
    if (managedLength > 0 || named(path, pathLength)) {
      return;
    }
    if (body.size() >= MAX_BODY_TERMS) {
      whole = false;
      return;
    }
    int at = putPath(path, pathLength);
    term[at++] = Fields.PATH_END;
    at = putValue(utf8, from, to, at);
    body.add(term, 0, at);
  }

  /// @return length of the path in [#term]
  private int putPath(byte[] path, int pathLength) {
    int length = pathLength;
    if (pathLength > CutTerm.MAX_PATH) {
      byte[] cut = CutTerm.cut(path, 0, pathLength, CutTerm.MAX_PATH);
      length = cut.length;
      System.arraycopy(cut, 0, term, 0, length);
    } else {
      System.arraycopy(path, 0, term, 0, length);
    }
    for (int i = 0; i < length; i++) {
      if (term[i] == Fields.PATH_END) {
        term[i] = '?';
      }
    }
    return length;
  }

  private int putValue(byte[] utf8, int from, int to, int at) {
    if (to - from > CutTerm.MAX_BODY_VALUE) {
      byte[] cut = CutTerm.cut(utf8, from, to, CutTerm.MAX_BODY_VALUE);
      System.arraycopy(cut, 0, term, at, cut.length);
      return at + cut.length;
    }
    System.arraycopy(utf8, from, term, at, to - from);
    return at + to - from;
  }

  private void word(byte[] utf8, int length, int characters) {
    if (characters < Fields.MIN_WORD) {
      return;
    }
    if (text.size() >= MAX_WORDS) {
      whole = false;
      return;
    }
    text.add(utf8, 0, characters <= Fields.MAX_WORD ? length : IndexedWord.length(utf8, length));
  }
}
