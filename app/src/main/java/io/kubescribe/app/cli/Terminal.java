package io.kubescribe.app.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// What a command reads from and writes to. Texts are UTF-8 whatever the locale: what goes into a
/// file must not depend on it.
///
/// @param in standard input, of any content
/// @param out standard output, for data; tells a full disk or a reader that left by an
///   [IOException]
/// @param err standard error, for words
/// @param environment variables of the process
/// @param outIsTerminal whether a person reads `out`
/// @param errIsTerminal whether a person reads `err`, so that a line may be rewritten
public record Terminal(
    InputStream in,
    OutputStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean outIsTerminal,
    boolean errIsTerminal) {
  private static final int USUAL_COLUMNS = 80;
  private static final int BUFFER = 1 << 16;

  /// That of this process.
  public static Terminal ofProcess() {
    return new Terminal(
        System.in,
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        isTerminal(1),
        isTerminal(2));
  }

  /// Java tells only whether input and output both are one; Linux has the answer for each.
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }

  /// Writes lines of data.
  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /// Writes a line of words.
  public void say(String text) {
    err.println(text);
  }

  /// Whether colours are wanted on standard output.
  boolean hasColour() {
    return outIsTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /// Columns of the terminal, 80 if it does not tell.
  int columns() {
    int named = positive(environment.getOrDefault("COLUMNS", ""));
    if (named > 0 || !(outIsTerminal || errIsTerminal)) {
      return named > 0 ? named : USUAL_COLUMNS;
    }
    int told = positive(size().replaceFirst("^\\d+ ", ""));
    return told > 0 ? told : USUAL_COLUMNS;
  }

  private static int positive(String text) {
    return text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
  }

  /// Rows and columns, as `stty` tells them.
  private static String size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroy();
        return "";
      }
      return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
