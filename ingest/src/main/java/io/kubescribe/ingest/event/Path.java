package io.kubescribe.ingest.event;

import io.kubescribe.core.json.RawJson;
import java.util.Arrays;

/// Where a walk over JSON text stands: the names and indexes from the root down. A name is kept as
/// its place in the text, because almost no path is ever written out.
final class Path {
  private static final int INDEX = -1;

  private final byte[] json;
  private int[] from = new int[32];
  private int[] to = new int[32];
  private int depth;

  Path(byte[] json) {
    this.json = json;
  }

  int depth() {
    return depth;
  }

  /// Where the name of the first level begins, -1 at the root.
  int top() {
    return depth == 0 ? -1 : from[0];
  }

  void pushName(int nameFrom, int nameTo) {
    push(nameFrom, nameTo);
  }

  void pushIndex(int index) {
    push(index, INDEX);
  }

  void pop() {
    depth--;
  }

  private void push(int first, int second) {
    if (depth == from.length) {
      from = Arrays.copyOf(from, 2 * depth);
      to = Arrays.copyOf(to, 2 * depth);
    }
    from[depth] = first;
    to[depth] = second;
    depth++;
  }

  /// The path as an RFC 6901 pointer.
  String pointer() {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      result.append('/');
      if (to[i] == INDEX) {
        result.append(from[i]);
      } else {
        result.append(RawJson.text(json, from[i], to[i]).replace("~", "~0").replace("/", "~1"));
      }
    }
    return result.toString();
  }
}
