package io.kubescribe.index.lucene;

import java.io.IOException;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexDeletionPolicy;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LogByteSizeMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.jspecify.annotations.Nullable;

/// How the segments of a slice are written: in the order in which they are searched, compressed,
/// and merged with their neighbours in time only, so that a search for the newest reads few of
/// them.
///
/// @param order of the documents of a segment
record SegmentLayout(Sort order) {
  static final Sort NEWEST_FIRST =
      new Sort(
          new SortField(Fields.TIMESTAMP, SortField.Type.LONG, true),
          new SortField(Fields.POSITION, SortField.Type.LONG, true));

  /// Newest event first.
  static final SegmentLayout EVENTS = new SegmentLayout(NEWEST_FIRST);

  /// The documents of a session together, by time.
  static final SegmentLayout SESSIONS =
      new SegmentLayout(
          new Sort(
              new SortField(SessionFields.SESSION, SortField.Type.STRING),
              new SortField(SessionFields.AT, SortField.Type.LONG),
              new SortField(SessionFields.NUMBER, SortField.Type.LONG)));

  private static final double MIN_MERGE_MIB = 4;
  private static final double MAX_MERGE_MIB = 5 * 1024;

  /// @param start the commit to go on from, null for a new index
  /// @param commits keeps those that may be gone back to
  /// @param memoryMebibytes what may be in memory before it goes to a segment
  IndexWriterConfig writerConfig(
      @Nullable IndexCommit start, IndexDeletionPolicy commits, double memoryMebibytes) {
    LogByteSizeMergePolicy merges = new LogByteSizeMergePolicy();
    // Adjacent segments only, so that segments keep apart in time.
    merges.setMinMergeMB(MIN_MERGE_MIB);
    merges.setMaxMergeMB(MAX_MERGE_MIB);
    IndexWriterConfig config = new IndexWriterConfig();
    config.setIndexSort(order);
    config.setLeafSorter((a, b) -> Long.compare(latest(b), latest(a)));
    config.setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_COMPRESSION));
    config.setMergePolicy(merges);
    config.setCommitOnClose(false);
    config.setIndexDeletionPolicy(commits);
    config.setRAMBufferSizeMB(memoryMebibytes);
    if (start == null) {
      config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    } else {
      config.setOpenMode(IndexWriterConfig.OpenMode.APPEND);
      config.setIndexCommit(start);
    }
    return config;
  }

  private static long latest(LeafReader leaf) {
    try {
      DocValuesSkipper skipper = leaf.getDocValuesSkipper(Fields.TIMESTAMP);
      return skipper == null ? Long.MIN_VALUE : skipper.maxValue();
    } catch (IOException e) {
      // Only the order in which segments are read hangs on it.
      return Long.MIN_VALUE;
    }
  }
}
