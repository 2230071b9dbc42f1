package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.Hit.Highlight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A line as a hit shows it: whole, or of a long one what stands around the first place.
record Excerpt(String text, List<Highlight> highlights) {
  /// UTF-16 units shown.
  static final int LONGEST = 400;

  private static final int BEFORE = 100;
  private static final String CUT = "…";

  /// @param places in the line, in any order
  static Excerpt of(String line, List<Highlight> places) {
    List<Highlight> sorted = apart(places);
    if (line.length() <= LONGEST) {
      return new Excerpt(line, sorted);
    }
    int first = sorted.isEmpty() ? 0 : sorted.getFirst().from();
    int from = border(line, Math.clamp(first - BEFORE, 0, line.length() - LONGEST));
    int to = border(line, from + LONGEST);
    String before = from > 0 ? CUT : "";
    String after = to < line.length() ? CUT : "";
    List<Highlight> shown = new ArrayList<>();
    for (Highlight place : sorted) {
      int start = Math.max(place.from(), from);
      int end = Math.min(place.to(), to);
      if (start < end) {
        int moved = before.length() - from;
        shown.add(new Highlight(start + moved, end + moved));
      }
    }
    return new Excerpt(before + line.substring(from, to) + after, shown);
  }

  /// In order, and those that touch or overlap as one.
  private static List<Highlight> apart(List<Highlight> places) {
    List<Highlight> sorted = new ArrayList<>(places);
    sorted.sort(Comparator.comparingInt(Highlight::from).thenComparingInt(Highlight::to));
    List<Highlight> apart = new ArrayList<>();
    for (Highlight place : sorted) {
      if (!apart.isEmpty() && place.from() <= apart.getLast().to()) {
        Highlight last = apart.removeLast();
        apart.add(new Highlight(last.from(), Math.max(last.to(), place.to())));
      } else {
        apart.add(place);
      }
    }
    return apart;
  }

  /// Not between the halves of a character.
  private static int border(String line, int at) {
    boolean within =
        at > 0
            && at < line.length()
            && Character.isLowSurrogate(line.charAt(at))
            && Character.isHighSurrogate(line.charAt(at - 1));
    return within ? at - 1 : at;
  }
}
