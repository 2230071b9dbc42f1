package io.kubescribe.index.lucene;

import io.kubescribe.core.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;

/// Tells a slice that a crash left half made from one that should be in the manifest.
final class Leftover {
  private Leftover() {}

  /// A slice is committed just before the root that first names it, under the root's number to be.
  /// So one that is not named is either without a commit or exactly one number ahead; its events
  /// are not covered by the checkpoint and come again from the log.
  ///
  /// @throws CorruptDataException if it is anything else
  static void check(Path path, Directory directory, long sequence) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return;
    }
    String of = SegmentInfos.readLatestCommit(directory).getUserData().get("sequence");
    if (!Long.toString(sequence + 1).equals(of)) {
      throw new CorruptDataException(
          "slice "
              + path
              + " is not named by the root index, which is at commit "
              + sequence
              + ": restore both from one copy, or move the slice away");
    }
  }
}
