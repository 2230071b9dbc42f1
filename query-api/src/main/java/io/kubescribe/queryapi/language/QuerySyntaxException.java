package io.kubescribe.queryapi.language;

/// A text that is no query. The message names the column and what was expected there; asking again
/// does not help.
public final class QuerySyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String expected;

  /// @param column 1 is the first UTF-16 unit; one past the length is the end of the text
  /// @param expected what could have stood there, as a noun phrase
  public QuerySyntaxException(int column, String expected) {
    super("column " + column + ": expected " + expected);
    this.column = column;
    this.expected = expected;
  }

  public int column() {
    return column;
  }

  public String expected() {
    return expected;
  }
}
