package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.MemoryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.SplittableRandom;

/// Files, and the few devices a container has. Static.
final class Devices {
  private Devices() {}

  static InputStream read(MemoryFiles files, String path) throws IOException {
    return switch (path) {
      case "/dev/null" -> InputStream.nullInputStream();
      case "/dev/zero" -> new Endless(new byte[8192]);
      case "/dev/urandom", "/dev/random" -> {
        byte[] noise = new byte[1 << 16];
        new SplittableRandom(noise.length).nextBytes(noise);
        yield new Endless(noise);
      }
      default -> files.read(path);
    };
  }

  static OutputStream write(MemoryFiles files, String path, boolean append) throws IOException {
    return path.equals("/dev/null") ? OutputStream.nullOutputStream() : files.write(path, append);
  }

  /// The same bytes again and again.
  private static final class Endless extends InputStream {
    private final byte[] bytes;
    private int position;

    Endless(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      byte b = bytes[position];
      position = (position + 1) % bytes.length;
      return b & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      for (int done = 0; done < length; ) {
        int part = Math.min(length - done, bytes.length - position);
        System.arraycopy(bytes, position, target, offset + done, part);
        position = (position + part) % bytes.length;
        done += part;
      }
      return length;
    }
  }
}
