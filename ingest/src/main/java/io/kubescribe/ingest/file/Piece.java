package io.kubescribe.ingest.file;

/// A part of a file, its bytes as they stand there.
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
sealed interface Piece {
  byte[] bytes();

  /// One JSON value, held to the grammar, so that it can stand in a list with others.
  record Item(byte[] bytes) implements Piece {}

  /// What is no JSON value, or one larger than a body may be, or a part of that.
  ///
  /// @param inList whether it was found among the items of a list, so that whole events may be in
  ///   it
  record Broken(byte[] bytes, boolean inList) implements Piece {}
}
