package io.kubescribe.index.lucene;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// A disk that fails at a chosen step, for good or for a while, and that loses at a power cut what
/// was not made durable. A step is a file opened, a kibibyte written, a file closed, a sync, a
/// rename or a deletion.
final class FaultyDirectories implements Directories {
  private final AtomicLong steps = new AtomicLong();
  private final long failFrom;
  private final long failTo;
  private final String message;
  private final List<Faulty> opened = new CopyOnWriteArrayList<>();

  /// @param failFrom number of the first step that fails, counted from 1
  /// @param failTo number of the last
  FaultyDirectories(long failFrom, long failTo, String message) {
    this.failFrom = failFrom;
    this.failTo = failTo;
    this.message = message;
  }

  static FaultyDirectories sound() {
    return new FaultyDirectories(Long.MAX_VALUE, Long.MAX_VALUE, "");
  }

  long steps() {
    return steps.get();
  }

  private void step() throws IOException {
    long step = steps.incrementAndGet();
    if (step >= failFrom && step <= failTo) {
      throw new IOException(message + " at step " + step);
    }
  }

  @Override
  public Directory open(Path path) throws IOException {
    Faulty directory = new Faulty(FSDirectory.open(path), path);
    opened.add(directory);
    return directory;
  }

  /// Damages what no sync has covered. To be called when the store is closed.
  void cutPower(Random random) throws IOException {
    for (Faulty directory : opened) {
      directory.cutPower(random);
    }
  }

  private final class Faulty extends FilterDirectory {
    private final Path path;
    private final Set<String> written = new HashSet<>();
    private final Set<String> entered = new HashSet<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    Faulty(Directory in, Path path) {
      super(in);
      this.path = path;
    }

    private synchronized void note(String name) {
      written.add(name);
      entered.add(name);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
      step();
      note(name);
      return output(super.createOutput(name, context));
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
        throws IOException {
      step();
      IndexOutput output = super.createTempOutput(prefix, suffix, context);
      note(output.getName());
      return output(output);
    }

    private IndexOutput output(IndexOutput out) {
      return new FilterIndexOutput("faulty", out.getName(), out) {
        private long nextStep = 1024;

        private void written() throws IOException {
          if (getFilePointer() >= nextStep) {
            nextStep = getFilePointer() + 1024;
            step();
          }
        }

        @Override
        public void writeByte(byte b) throws IOException {
          super.writeByte(b);
          written();
        }

        @Override
        public void writeBytes(byte[] b, int offset, int length) throws IOException {
          super.writeBytes(b, offset, length);
          written();
        }

        @Override
        public void close() throws IOException {
          super.close();
          step();
        }
      };
    }

    @Override
    public void sync(Collection<String> names) throws IOException {
      step();
      super.sync(names);
      synchronized (this) {
        written.removeAll(names);
      }
    }

    @Override
    public void syncMetaData() throws IOException {
      step();
      super.syncMetaData();
      synchronized (this) {
        entered.clear();
        renamed.clear();
      }
    }

    @Override
    public void rename(String source, String dest) throws IOException {
      step();
      super.rename(source, dest);
      synchronized (this) {
        renamed.put(dest, source);
        if (written.remove(source)) {
          written.add(dest);
        }
      }
    }

    @Override
    public void deleteFile(String name) throws IOException {
      step();
      super.deleteFile(name);
      synchronized (this) {
        written.remove(name);
        entered.remove(name);
        renamed.remove(name);
      }
    }

    synchronized void cutPower(Random random) throws IOException {
      for (Map.Entry<String, String> entry : renamed.entrySet()) {
        Path dest = path.resolve(entry.getKey());
        if (random.nextBoolean() && Files.exists(dest)) {
          Files.move(dest, path.resolve(entry.getValue()), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      for (String name : entered) {
        if (random.nextBoolean()) {
          Files.deleteIfExists(path.resolve(name));
        }
      }
      for (String name : written) {
        Path file = path.resolve(name);
        if (Files.exists(file) && random.nextBoolean()) {
          try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(random.nextLong(cut.length() + 1));
          }
        }
      }
    }
  }
}
