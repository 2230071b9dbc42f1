package io.kubescribe.ingest.file;

import io.kubescribe.core.json.JsonSyntax;
import io.kubescribe.core.json.RawJson;
import io.kubescribe.ingest.file.Piece.Broken;
import io.kubescribe.ingest.file.Piece.Item;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into its JSON values; the items of a list count one by one. Together the pieces
/// have every byte of the stream, but for what surrounds the items of lists and white space.
///
/// After a break it goes on at the next line that begins with `{`: the log backend writes one event
/// a line, and in a file of indented JSON only a document begins like this. One use, one thread;
/// memory is a window of at most the largest piece.
final class PieceReader {
  private enum Place {
    DOCUMENTS,
    ITEMS,
    /// Behind the items, before the end of the list's object.
    LIST_END
  }

  private final Window window;
  private final int largest;
  private Place place = Place.DOCUMENTS;
  private boolean wrapped;
  private boolean lost;

  /// @param largest bytes of the largest piece
  PieceReader(Window window, int largest) {
    this.window = window;
    this.largest = largest;
  }

  /// The next piece, null at the end.
  ///
  /// @throws IOException if the stream can't be read further; all that came before was returned
  @Nullable Piece next() throws IOException {
    while (true) {
      if (lost) {
        return broken();
      }
      if (window.skipSpace() < 0) {
        window.throwFailure();
        return null;
      }
      Piece piece =
          switch (place) {
            case DOCUMENTS -> document();
            case ITEMS -> item();
            case LIST_END -> listEnd();
          };
      if (piece != null) {
        return piece;
      }
    }
  }

  /// Whether the stream has ended inside a list.
  boolean isInsideList() {
    return place != Place.DOCUMENTS;
  }

  private @Nullable Piece document() {
    byte first = window.first();
    if (first == '[') {
      window.drop(1);
      enterList(false);
      return null;
    }
    if (first == '{') {
      return object();
    }
    if (first == ',') {
      // Between the items of a list whose begin was lost.
      window.drop(1);
    } else {
      lost = true;
    }
    return null;
  }

  private void enterList(boolean hasObject) {
    place = Place.ITEMS;
    wrapped = hasObject;
  }

  /// An event, or the beginning of a list.
  private @Nullable Piece object() {
    while (true) {
      ObjectBorder border = ObjectBorder.find(window.bytes(), window.start(), window.end());
      switch (border.kind()) {
        case LIST -> {
          window.drop(border.position() - window.start());
          enterList(true);
          return null;
        }
        case WHOLE -> {
          return taken(border.position());
        }
        case BROKEN, CUT -> {
          lost = border.kind() == ObjectBorder.Kind.BROKEN || !window.grow(largest);
          if (lost) {
            return null;
          }
        }
      }
    }
  }

  private @Nullable Piece taken(int to) {
    if (to - window.start() > largest) {
      lost = true;
      return null;
    }
    return new Item(window.take(to - window.start()));
  }

  private @Nullable Piece item() {
    byte first = window.first();
    if (first == ',') {
      window.drop(1);
      return null;
    }
    if (first == ']') {
      window.drop(1);
      place = wrapped ? Place.LIST_END : Place.DOCUMENTS;
      return null;
    }
    Piece item = first == '{' ? object() : scalar();
    // Behind a whole value a document means that the list was cut and another file begins.
    if (item != null && place == Place.ITEMS && window.skipSpace() >= 0 && window.first() == '{') {
      place = Place.DOCUMENTS;
    }
    return item;
  }

  private @Nullable Piece scalar() {
    while (true) {
      int to =
          JsonSyntax.valueEnd(window.bytes(), window.start(), window.end(), ObjectBorder.MAX_DEPTH);
      boolean cut = to < 0 ? -1 - to >= window.end() : to == window.end();
      if (cut && window.grow(largest)) {
        continue;
      }
      if (to < 0) {
        lost = true;
        return null;
      }
      return taken(to);
    }
  }

  private @Nullable Piece listEnd() {
    if (window.first() == '}') {
      window.drop(1);
      place = Place.DOCUMENTS;
      return null;
    }
    while (window.first() == ',') {
      byte[] bytes = window.bytes();
      int name = RawJson.skipSpace(bytes, window.start() + 1, window.end());
      int at = JsonSyntax.nameEnd(bytes, name, window.end());
      int to = at < 0 ? at : memberEnd(bytes, name, at);
      if (to >= 0 && to < window.end()) {
        window.drop(to - window.start());
        return null;
      }
      boolean cut = to >= 0 || -1 - to >= window.end();
      if (!cut || !window.grow(largest)) {
        break;
      }
    }
    place = Place.DOCUMENTS;
    lost = true;
    return null;
  }

  /// The end of a member behind the items, or of its `[` if it has items too.
  private int memberEnd(byte[] bytes, int name, int value) {
    int end = window.end();
    if (value < end
        && bytes[value] == '['
        && RawJson.nameIs(bytes, name, RawJson.skipString(bytes, name, end), "items")) {
      place = Place.ITEMS;
      return value + 1;
    }
    return JsonSyntax.valueEnd(bytes, value, end, ObjectBorder.MAX_DEPTH);
  }

  /// All up to the next line that begins with `{`, in pieces of the largest size.
  private Piece broken() {
    int searched = 1;
    int next;
    do {
      next = nextDocument(searched);
      searched = Math.max(searched, window.length());
    } while (next < 0 && window.grow(largest));
    int length = next < 0 ? window.length() : next;
    boolean whole = length <= largest && (next >= 0 || window.isAtEnd());
    lost = !whole;
    return new Broken(window.take(whole ? length : cut(Math.min(length, largest))), isInsideList());
  }

  /// Where the next line begins with `{`, from the begin of the window; -1 if none does.
  private int nextDocument(int from) {
    byte[] bytes = window.bytes();
    for (int i = window.start() + from; i < window.end(); i++) {
      if (bytes[i] == '{' && bytes[i - 1] == '\n') {
        return i - window.start();
      }
    }
    return -1;
  }

  /// Where to cut a piece that is too long: the rest must not begin like a document of its own, or
  /// an object inside of an event could pass for an event.
  private int cut(int longest) {
    byte[] bytes = window.bytes();
    for (int i = window.start() + longest; i > window.start() + longest / 2; i--) {
      boolean plain =
          i < window.end()
              && switch (bytes[i]) {
                case '{', '[', ',', ' ', '\t', '\r', '\n' -> false;
                default -> bytes[i] > 0;
              };
      if (plain) {
        return i - window.start();
      }
    }
    return longest;
  }
}
