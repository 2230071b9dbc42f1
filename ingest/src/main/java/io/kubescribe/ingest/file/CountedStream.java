package io.kubescribe.ingest.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/// Tells how many bytes were read.
final class CountedStream extends FilterInputStream {
  private final AtomicLong count;

  CountedStream(InputStream in, AtomicLong count) {
    super(in);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count.incrementAndGet();
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    count.addAndGet(Math.max(0, read));
    return read;
  }
}
