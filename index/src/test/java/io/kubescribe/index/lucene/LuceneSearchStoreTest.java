package io.kubescribe.index.lucene;

import io.kubescribe.core.store.SearchStore;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.store.SearchStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

class LuceneSearchStoreTest extends SearchStoreContract {
  @Override
  protected SearchStore open(Path folder, InstantSource clock) throws IOException {
    return LuceneSearchStore.open(folder, IndexConfig.DEFAULT, clock);
  }
}
