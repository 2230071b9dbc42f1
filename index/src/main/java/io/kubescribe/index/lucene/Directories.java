package io.kubescribe.index.lucene;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.Directory;

/// Opens Lucene directories; tests put one in that fails.
@FunctionalInterface
interface Directories {
  Directory open(Path path) throws IOException;
}
