package io.kubescribe.ingest.simulated.shell;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/// Writes ustar archives, with PAX records for long names. For one thread.
final class TarWriter {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 100;

  private final OutputStream out;

  TarWriter(OutputStream out) {
    this.out = out;
  }

  void directory(String name, Instant modified) throws IOException {
    entry(name + "/", '5', new byte[0], modified);
  }

  void file(String name, byte[] content, Instant modified) throws IOException {
    entry(name, '0', content, modified);
  }

  private void entry(String name, char type, byte[] content, Instant modified) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME) {
      block("PaxHeader", 'x', pax(name), modified);
    }
    block(name, type, content, modified);
  }

  private static byte[] pax(String name) {
    String record = " path=" + name + "\n";
    int length = record.getBytes(StandardCharsets.UTF_8).length;
    int whole = length + Integer.toString(length).length();
    whole = length + Integer.toString(whole).length();
    return (whole + record).getBytes(StandardCharsets.UTF_8);
  }

  private void block(String name, char type, byte[] content, Instant modified) throws IOException {
    byte[] header = new byte[BLOCK];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, 0, Math.min(MAX_NAME, bytes.length));
    put(header, 100, type == '5' ? "0000755" : "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
    put(header, 136, String.format(Locale.ROOT, "%011o", modified.getEpochSecond()));
    put(header, 148, "        ");
    header[156] = (byte) type;
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 265, "root");
    put(header, 297, "root");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum));
    header[154] = 0;
    out.write(header);
    out.write(content);
    out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  void finish() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.flush();
  }
}
