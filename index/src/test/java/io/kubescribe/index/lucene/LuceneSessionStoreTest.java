package io.kubescribe.index.lucene;

import io.kubescribe.core.derived.SessionStore;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.derived.SessionStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

class LuceneSessionStoreTest extends SessionStoreContract {
  @Override
  protected SessionStore open(Path folder, InstantSource clock) throws IOException {
    return LuceneSessionStore.open(folder, IndexConfig.DEFAULT, clock);
  }
}
