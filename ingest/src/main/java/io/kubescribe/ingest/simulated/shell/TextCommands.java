package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.shell.Command.Context;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// Commands about text and bytes. Static.
final class TextCommands {
  private static final int BUFFER = 32 << 10;

  private TextCommands() {}

  static void add(Map<String, Command> commands) {
    commands.put("cat", TextCommands::cat);
    commands.put("head", TextCommands::head);
    commands.put("tail", TextCommands::tail);
    commands.put("wc", TextCommands::wc);
    commands.put("grep", TextCommands::grep);
    commands.put("tee", TextCommands::tee);
    commands.put("sha256sum", TextCommands::sha256sum);
    commands.put("seq", TextCommands::seq);
    commands.put("yes", TextCommands::yes);
  }

  /// What to do with each input.
  private interface Use {
    void accept(InputStream in, String name) throws IOException;
  }

  /// Each file among the operands, or the input when there are none.
  private static int each(Context context, List<String> operands, Use use) throws IOException {
    if (operands.isEmpty()) {
      use.accept(context.in(), "-");
      return 0;
    }
    int code = 0;
    for (String operand : operands) {
      if (operand.equals("-")) {
        use.accept(context.in(), "-");
        continue;
      }
      String path = context.state().resolve(operand);
      InputStream opened;
      try {
        opened = Devices.read(context.state().files(), path);
      } catch (IOException e) {
        code = context.fail("can't open '" + operand + "': " + e.getMessage());
        continue;
      }
      try (InputStream in = opened) {
        use.accept(in, operand);
      }
    }
    return code;
  }

  private static int cat(Context context) throws IOException {
    return each(context, context.operands(), (in, _) -> copy(in, context.out(), Long.MAX_VALUE));
  }

  private static void copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = most;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (count < 0) {
        return;
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  /// The number behind `-n` or `-c`, with or without a space; `K`, `M`, `G` are powers of 1024.
  private static OptionalLong number(List<String> arguments, String option) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals(option) && i + 1 < arguments.size()) {
        return parse(arguments.get(i + 1));
      }
      if (argument.startsWith(option) && argument.length() > option.length()) {
        return parse(argument.substring(option.length()));
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong parse(String text) {
    int unit =
        text.isEmpty() ? -1 : "KMG".indexOf(Character.toUpperCase(text.charAt(text.length() - 1)));
    String digits = unit < 0 ? text : text.substring(0, text.length() - 1);
    try {
      return OptionalLong.of(Long.parseLong(digits) << (10 * (unit + 1)));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  private static List<String> files(Context context) {
    List<String> arguments = context.arguments();
    int skip = 0;
    while (skip < arguments.size() && arguments.get(skip).startsWith("-")) {
      boolean alone = arguments.get(skip).equals("-n") || arguments.get(skip).equals("-c");
      skip += alone ? 2 : 1;
    }
    return skip >= arguments.size() ? List.of() : arguments.subList(skip, arguments.size());
  }

  private static int head(Context context) throws IOException {
    OptionalLong bytes = number(context.arguments(), "-c");
    if (bytes.isPresent()) {
      return each(context, files(context), (in, _) -> copy(in, context.out(), bytes.getAsLong()));
    }
    long lines = number(context.arguments(), "-n").orElse(10);
    return each(
        context,
        files(context),
        (in, _) -> {
          for (long i = 0; i < lines; i++) {
            byte[] line = line(in);
            if (line.length == 0) {
              return;
            }
            context.out().write(line);
          }
        });
  }

  /// With its end; empty at the end of the input.
  private static byte[] line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    while (b >= 0) {
      line.write(b);
      if (b == '\n') {
        break;
      }
      b = in.read();
    }
    return line.toByteArray();
  }

  private static int tail(Context context) throws IOException {
    List<String> arguments = context.arguments();
    if (!arguments.isEmpty() && arguments.getFirst().startsWith("-c+")) {
      long from = parse(arguments.getFirst().substring(3)).orElse(1);
      return each(
          context,
          files(context),
          (in, _) -> {
            in.skipNBytes(Math.max(0, from - 1));
            copy(in, context.out(), Long.MAX_VALUE);
          });
    }
    long lines = Math.min(number(arguments, "-n").orElse(10), 100_000);
    return each(
        context,
        files(context),
        (in, _) -> {
          ArrayDeque<byte[]> last = new ArrayDeque<>();
          for (byte[] line = line(in); line.length > 0; line = line(in)) {
            last.add(line);
            if (last.size() > lines) {
              last.remove();
            }
          }
          for (byte[] line : last) {
            context.out().write(line);
          }
        });
  }

  private static int wc(Context context) throws IOException {
    return each(
        context,
        context.operands(),
        (in, name) -> {
          long bytes = 0;
          long lines = 0;
          byte[] buffer = new byte[BUFFER];
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            for (int i = 0; i < n; i++) {
              lines += buffer[i] == '\n' ? 1 : 0;
            }
          }
          String count =
              context.option('c')
                  ? Long.toString(bytes)
                  : context.option('l') ? Long.toString(lines) : lines + " " + bytes;
          context.print(count + (name.equals("-") ? "" : " " + name) + "\n");
        });
  }

  private static int grep(Context context) throws IOException {
    List<String> operands = context.operands();
    if (operands.isEmpty()) {
      return context.fail(2, "needs a text to look for");
    }
    boolean[] found = {false};
    int code =
        each(
            context,
            operands.subList(1, operands.size()),
            (in, _) -> {
              BufferedReader reader =
                  new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
              for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains(operands.getFirst()) != context.option('v')) {
                  found[0] = true;
                  context.print(line + "\n");
                }
              }
            });
    return code != 0 ? 2 : found[0] ? 0 : 1;
  }

  private static int tee(Context context) throws IOException {
    List<String> operands = context.operands();
    String path = context.state().resolve(operands.isEmpty() ? "/dev/null" : operands.getFirst());
    try (OutputStream file = Devices.write(context.state().files(), path, context.option('a'))) {
      byte[] buffer = new byte[BUFFER];
      for (int n = context.in().read(buffer); n >= 0; n = context.in().read(buffer)) {
        file.write(buffer, 0, n);
        context.out().write(buffer, 0, n);
      }
    }
    return 0;
  }

  private static int sha256sum(Context context) throws IOException {
    return each(
        context,
        context.operands(),
        (in, name) -> {
          MessageDigest digest;
          try {
            digest = MessageDigest.getInstance("SHA-256");
          } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
          }
          byte[] buffer = new byte[BUFFER];
          for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
          }
          context.print(HexFormat.of().formatHex(digest.digest()) + "  " + name + "\n");
        });
  }

  private static int seq(Context context) throws IOException {
    List<String> arguments = context.arguments();
    try {
      long first = arguments.size() > 1 ? Long.parseLong(arguments.getFirst()) : 1;
      long last = arguments.isEmpty() ? 0 : Long.parseLong(arguments.getLast());
      StringBuilder block = new StringBuilder();
      for (long i = first; i <= last; i++) {
        block.append(i).append('\n');
        if (block.length() > BUFFER / 2) {
          context.print(block.toString());
          block.setLength(0);
        }
      }
      context.print(block.toString());
      return 0;
    } catch (NumberFormatException e) {
      return context.fail("numbers are needed, as in 'seq 1 10'");
    }
  }

  private static int yes(Context context) throws IOException {
    String word = context.arguments().isEmpty() ? "y" : String.join(" ", context.arguments());
    byte[] line = (word + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] block = new byte[Math.max(1, BUFFER / line.length) * line.length];
    for (int i = 0; i < block.length; i++) {
      block[i] = line[i % line.length];
    }
    while (true) {
      context.out().write(block);
    }
  }
}
