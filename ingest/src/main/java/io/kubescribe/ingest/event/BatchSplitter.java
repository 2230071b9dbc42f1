package io.kubescribe.ingest.event;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;
import java.util.HashSet;
import java.util.Set;

/// Finds the borders of the events in one body; see the package's description. One use, one thread,
/// linear time.
final class BatchSplitter {
  /// Told of the parts of the body, in order of position; positions are within the body.
  interface Parts {
    /// A value that stands where an event should.
    void item(int from, int to);

    /// Whether the value is an event with auditID and stage.
    boolean isEvent(int from, int to);

    /// Bytes that belong to no item.
    void broken(int from, int to, String reason);
  }

  /// The body can't be taken as a list; nothing of it may be stored.
  static final class RefusedListException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedListException(String reason) {
      super(reason, null, false, false);
    }
  }

  private static final int SEARCH_FACTOR = 16;

  /// An EventList has four members, an Event 17; the rest is unknown to us.
  private static final int MAX_LIST_MEMBERS = 64;

  private static final Set<String> LIST_MEMBERS = Set.of("kind", "apiVersion", "metadata");

  private final byte[] body;
  private final int start;
  private final int end;
  private final Parts parts;
  private final Set<String> names = new HashSet<>();
  private long searchBudget;
  private String kind = "";
  private String apiVersion = "";
  private boolean list;
  private boolean duplicateMember;
  private boolean tooManyMembers;

  BatchSplitter(byte[] body, Parts parts) {
    this.body = body;
    this.parts = parts;
    int last = body.length;
    while (last > 0 && isSpace(body[last - 1])) {
      last--;
    }
    end = last;
    start = RawJson.skipSpace(body, afterByteOrderMark(body), end);
    searchBudget = (long) SEARCH_FACTOR * body.length;
  }

  private static int afterByteOrderMark(byte[] body) {
    boolean marked =
        body.length >= 3
            && body[0] == (byte) 0xef
            && body[1] == (byte) 0xbb
            && body[2] == (byte) 0xbf;
    return marked ? 3 : 0;
  }

  /// Splits the body.
  ///
  /// @throws RefusedListException if what was told before must be forgotten, and the whole body
  ///   quarantined
  void split() throws RefusedListException {
    if (start >= end) {
      return;
    }
    boolean whole = body[start] == '{' && members();
    if (list || (whole && (names.isEmpty() || kind.equals("EventList")))) {
      requireList();
    } else {
      parts.item(start, end);
    }
  }

  /// Reads the members of the body's object.
  ///
  /// @return false if the grammar broke before a list began
  private boolean members() throws RefusedListException {
    int at = RawJson.skipSpace(body, start + 1, end);
    if (at < end && body[at] == '}') {
      return at + 1 == end;
    }
    // Where to look for lost events from: a list that broke may go on behind what seemed its end.
    int last = at;
    while (true) {
      int valueFrom = JsonSyntax.nameEnd(body, at, end);
      if (valueFrom < 0) {
        return list && brokenTail(last);
      }
      String name = RawJson.text(body, at, RawJson.skipString(body, at, end));
      remember(name);
      if (name.equals("items") && !kind.equals("Event")) {
        at = list(valueFrom);
        last = at - 1;
      } else {
        int valueTo = JsonSyntax.valueEnd(body, valueFrom, end);
        if (valueTo < 0) {
          return list && brokenTail(last);
        }
        note(name, valueFrom, valueTo);
        at = valueTo;
        last = at;
      }
      at = RawJson.skipSpace(body, at, end);
      if (at >= end) {
        // A list that was cut after a whole item: nothing else is lost.
        return list;
      }
      if (body[at] == '}' && at + 1 == end) {
        return true;
      }
      if (body[at] != ',') {
        return list && brokenTail(last);
      }
      at = RawJson.skipSpace(body, at + 1, end);
    }
  }

  private void remember(String name) {
    if (names.size() >= MAX_LIST_MEMBERS) {
      tooManyMembers = true;
    } else {
      duplicateMember |= !names.add(name);
    }
  }

  private void note(String name, int from, int to) {
    if (body[from] == '"') {
      switch (name) {
        case "kind" -> kind = RawJson.text(body, from, to);
        case "apiVersion" -> apiVersion = RawJson.text(body, from, to);
        default -> {}
      }
    } else if (name.equals("kind") || name.equals("apiVersion")) {
      kind = "not a text";
    }
  }

  private void requireList() throws RefusedListException {
    if (duplicateMember) {
      throw new RefusedListException("duplicate-key: a key of the list stands twice");
    }
    if (tooManyMembers) {
      throw new RefusedListException("over-limit: the list has too many members");
    }
    if ((!kind.isEmpty() && !kind.equals("EventList")) || names.contains("auditID")) {
      throw new RefusedListException("unknown-kind: kind must be EventList or Event");
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals("audit.k8s.io/v1")) {
      throw new RefusedListException("unknown-api-version: apiVersion must be audit.k8s.io/v1");
    }
    if (!list && !LIST_MEMBERS.containsAll(names)) {
      throw new RefusedListException("no-items: the list has members, but no items");
    }
  }

  /// Reads the value of `items`.
  ///
  /// @return the position after it
  private int list(int from) throws RefusedListException {
    int valueTo = from;
    if (from < end && body[from] != '[') {
      valueTo = JsonSyntax.valueEnd(body, from, end);
      if (valueTo - from != "null".length() || body[from] != 'n') {
        throw new RefusedListException("items-not-a-list: items must be a list or null");
      }
      list = true;
      return valueTo;
    }
    list = true;
    return items(from + 1);
  }

  private int items(int from) {
    int at = from;
    while (true) {
      at = RawJson.skipSpace(body, at, end);
      if (at >= end) {
        return end;
      }
      if (body[at] == ']') {
        return at + 1;
      }
      int to = JsonSyntax.valueEnd(body, at, end);
      if (to >= 0 && endsItem(to)) {
        parts.item(at, to);
        int next = RawJson.skipSpace(body, to, end);
        if (body[next] == ']') {
          return next + 1;
        }
        at = next + 1;
      } else {
        at = passBreak(at, to);
      }
    }
  }

  /// After the end of the list something else stands than the end of the body: the list may not
  /// have ended there.
  private boolean brokenTail(int from) {
    int at = from;
    while (at < end && !(body[at] == '}' && at + 1 == end)) {
      at = RawJson.skipSpace(body, items(passBreak(at, -1 - at)), end);
    }
    return true;
  }

  /// Quarantines from `at` to the next event that can be told for certain.
  ///
  /// @param to what [JsonSyntax#valueEnd] says of the value at `at`
  /// @return where to go on
  private int passBreak(int at, int to) {
    // What was read in vain counts too: else a list of items that never end is read anew for each.
    searchBudget -= (to < 0 ? -1 - to : to) - at;
    int next = nextEvent(at);
    int lost = next < 0 ? end : next;
    int from = at;
    // A whole event before a stray byte. One that has swallowed later events doesn't count: a cut
    // inside an array leaves valid JSON up to the end of the list.
    if (to >= 0 && lost >= to && parts.isEvent(at, to)) {
      parts.item(at, to);
      from = to;
    }
    int last = lost;
    while (last > from && (isSpace(body[last - 1]) || (next >= 0 && body[last - 1] == ','))) {
      last--;
    }
    if (last > from) {
      String reason = searchBudget < 0 ? "; search for later events was given up" : "";
      parts.broken(from, last, "not-json: the list breaks at byte " + from + reason);
    }
    return lost;
  }

  /// The position of the next event after `from`, or -1.
  private int nextEvent(int from) {
    byte before = body[from];
    for (int i = from + 1; i < end && searchBudget >= 0; i++) {
      byte b = body[i];
      if (b == '{' && before == ',') {
        int to = JsonSyntax.valueEnd(body, i, end);
        searchBudget -= (to < 0 ? -1 - to : to) - i;
        if (to >= 0 && endsItem(to) && parts.isEvent(i, to)) {
          return i;
        }
      }
      before = isSpace(b) ? before : b;
    }
    return -1;
  }

  private boolean endsItem(int to) {
    int next = RawJson.skipSpace(body, to, end);
    return next < end && (body[next] == ',' || body[next] == ']');
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
