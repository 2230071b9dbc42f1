package io.kubescribe.index.lucene;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;

/// The tables of the readers in use, each made once. Safe for use by many threads.
final class SessionTables {
  private final Map<IndexReader.CacheKey, SessionTable> tables = new ConcurrentHashMap<>();

  SessionTable of(Slice.View view) throws IOException {
    IndexReader.CacheHelper helper = view.reader().getReaderCacheHelper();
    SessionTable known = tables.get(helper.getKey());
    if (known != null) {
      return known;
    }
    SessionTable made = SessionTable.of(view.reader());
    helper.addClosedListener(tables::remove);
    tables.put(helper.getKey(), made);
    return made;
  }
}
