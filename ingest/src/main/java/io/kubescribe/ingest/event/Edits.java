package io.kubescribe.ingest.event;

import io.kubescribe.core.audit.Redaction;
import io.kubescribe.core.crypto.DataKey;
import io.kubescribe.core.json.RawJson;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The replacements found in one event. They may be added in any order and lie within each other;
/// the widest counts.
///
/// Bounded, because each travels in the envelope: past [#MAX_EDITS], or [#MAX_POINTERS] characters
/// of pointers, each member of the event that has one is replaced as a whole.
final class Edits {
  /// A list of 5,000 Secrets of 4 values.
  static final int MAX_EDITS = 20_000;

  static final int MAX_POINTERS = 1 << 20;

  /// @param value whether a whole value is replaced, else part of a string
  private record Edit(int from, int to, boolean value, String pointer, String rule) {}

  private static final Comparator<Edit> BY_POSITION =
      Comparator.comparingInt(Edit::from)
          .thenComparing(Comparator.comparingInt(Edit::to).reversed())
          .thenComparing(Edit::value, Comparator.reverseOrder())
          // Of two reasons the one that names the place says more.
          .thenComparing(edit -> edit.rule().equals("secret-text"));

  private final byte[] json;
  private final List<Edit> edits = new ArrayList<>();
  private final Set<Integer> tops = new HashSet<>();
  private int pointerChars;
  private boolean tooMany;

  Edits(byte[] json) {
    this.json = json;
  }

  /// Replaces the value `json[from, to)`, unless it is null, an empty string or a marker.
  void value(int from, int to, Path path, String rule) {
    boolean kept =
        json[from] == '"' ? to - from == 2 || Marker.is(json, from + 1, to - 1) : json[from] == 'n';
    if (!kept) {
      add(from, to, true, path, rule);
    }
  }

  /// Replaces a part of a string, unless it is empty or a marker.
  void part(int from, int to, Path path, String rule) {
    if (from < to && !Marker.is(json, from, to)) {
      add(from, to, false, path, rule);
    }
  }

  private void add(int from, int to, boolean value, Path path, String rule) {
    tops.add(path.top());
    if (edits.size() >= MAX_EDITS || pointerChars >= MAX_POINTERS) {
      tooMany = true;
      return;
    }
    String pointer = path.pointer();
    pointerChars += pointer.length();
    edits.add(new Edit(from, to, value, pointer, rule));
  }

  /// Whether a whole value is to be replaced.
  boolean replacesValue() {
    return edits.stream().anyMatch(Edit::value);
  }

  /// Makes the replacements.
  Redactor.Redacted apply(DataKey key) {
    if (tooMany) {
      replaceMembers();
    }
    if (edits.isEmpty()) {
      return new Redactor.Redacted(json, List.of());
    }
    List<Edit> widest = widest();
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
    List<Redaction> redactions = new ArrayList<>(widest.size());
    int at = 0;
    for (Edit edit : widest) {
      out.write(json, at, edit.from() - at);
      byte[] marker = Marker.of(key, json, edit.from(), edit.to());
      if (edit.value()) {
        out.write('"');
      }
      out.writeBytes(marker);
      if (edit.value()) {
        out.write('"');
      }
      redactions.add(new Redaction(edit.pointer(), edit.rule(), edit.to() - edit.from()));
      at = edit.to();
    }
    out.write(json, at, json.length - at);
    return new Redactor.Redacted(out.toByteArray(), redactions);
  }

  private List<Edit> widest() {
    edits.sort(BY_POSITION);
    List<Edit> result = new ArrayList<>(edits.size());
    for (Edit edit : edits) {
      Edit last = result.isEmpty() ? null : result.getLast();
      if (last == null || edit.from() >= last.to()) {
        result.add(edit);
      } else if (edit.to() > last.to()) {
        // Two finds in one string that overlap.
        result.set(
            result.size() - 1,
            new Edit(last.from(), edit.to(), false, last.pointer(), last.rule()));
      }
    }
    return result;
  }

  private void replaceMembers() {
    edits.clear();
    Path path = new Path(json);
    RawJson.members(
        json,
        0,
        json.length,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          if (tops.contains(nameFrom)) {
            path.pushName(nameFrom, nameTo);
            edits.add(new Edit(valueFrom, valueTo, true, path.pointer(), "too-many"));
            path.pop();
          }
        });
  }
}
