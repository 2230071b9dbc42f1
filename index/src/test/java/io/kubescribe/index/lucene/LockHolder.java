package io.kubescribe.index.lucene;

import io.kubescribe.index.IndexConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// A process that has the store open until its standard input ends.
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (LuceneSearchStore _ =
        LuceneSearchStore.open(Path.of(args[0]), IndexConfig.DEFAULT, InstantSource.system())) {
      System.out.println("open");
      while (System.in.read() >= 0) {
        // Waits for the end.
      }
    }
  }
}
