package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.MemoryFiles;
import io.kubescribe.ingest.simulated.shell.Command.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Commands about files. Static.
final class FileCommands {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private FileCommands() {}

  static void add(Map<String, Command> commands) {
    commands.put("ls", FileCommands::ls);
    commands.put("pwd", FileCommands::pwd);
    commands.put("cd", FileCommands::cd);
    commands.put("mkdir", FileCommands::mkdir);
    commands.put("rm", FileCommands::rm);
    commands.put("touch", FileCommands::touch);
    commands.put("cp", FileCommands::cp);
    commands.put("test", FileCommands::test);
    commands.put("[", FileCommands::test);
  }

  private static int pwd(Context context) throws IOException {
    context.print(context.state().directory() + "\n");
    return 0;
  }

  private static int cd(Context context) throws IOException {
    String wanted =
        context.arguments().isEmpty()
            ? context.state().variables().getOrDefault("HOME", "/")
            : context.arguments().getFirst();
    String path = context.state().resolve(wanted);
    if (!isDirectory(context, path)) {
      return context.fail("can't cd to " + wanted + ": No such file or directory");
    }
    context.state().enter(path);
    return 0;
  }

  private static boolean isDirectory(Context context, String path) {
    return context.state().files().entry(path).filter(MemoryFiles.Entry::directory).isPresent();
  }

  private static int ls(Context context) throws IOException {
    List<String> operands = context.operands();
    int code = 0;
    for (String operand : operands.isEmpty() ? List.of(".") : operands) {
      String path = context.state().resolve(operand);
      Optional<MemoryFiles.Entry> entry = context.state().files().entry(path);
      if (entry.isEmpty()) {
        code = context.fail(operand + ": No such file or directory");
        continue;
      }
      boolean listed = entry.get().directory() && !context.option('d');
      if (listed && operands.size() > 1) {
        context.print(operand + ":\n");
      }
      for (MemoryFiles.Entry one :
          listed ? context.state().files().list(path) : List.of(entry.get())) {
        if (context.option('a') || !one.name().startsWith(".")) {
          print(context, one, listed ? one.name() : operand);
        }
      }
    }
    return code;
  }

  private static void print(Context context, MemoryFiles.Entry entry, String name)
      throws IOException {
    if (context.option('l')) {
      context.print(
          String.format(
              Locale.ROOT,
              "%s 1 root root %8d %s %s%n",
              entry.directory() ? "drwxr-xr-x" : "-rw-r--r--",
              entry.size(),
              TIME.format(entry.modified()),
              name));
    } else {
      context.print(name + "\n");
    }
  }

  private static int mkdir(Context context) throws IOException {
    for (String operand : context.operands()) {
      try {
        context.state().files().makeDirectories(context.state().resolve(operand));
      } catch (IOException e) {
        return context.fail("can't create directory '" + operand + "': " + e.getMessage());
      }
    }
    return 0;
  }

  private static int rm(Context context) throws IOException {
    for (String operand : context.operands()) {
      String path = context.state().resolve(operand);
      if (isDirectory(context, path) && !context.option('r')) {
        return context.fail("'" + operand + "' is a directory");
      }
      if (!context.state().files().remove(path) && !context.option('f')) {
        return context.fail("can't remove '" + operand + "': No such file or directory");
      }
    }
    return 0;
  }

  private static int touch(Context context) throws IOException {
    for (String operand : context.operands()) {
      String path = context.state().resolve(operand);
      try {
        context.state().files().write(path, true).close();
      } catch (IOException e) {
        return context.fail(operand + ": " + e.getMessage());
      }
    }
    return 0;
  }

  private static int cp(Context context) throws IOException {
    List<String> operands = context.operands();
    if (operands.size() != 2) {
      return context.fail("needs a file and where to copy it");
    }
    String target = context.state().resolve(operands.getLast());
    String from = context.state().resolve(operands.getFirst());
    if (isDirectory(context, target)) {
      target = MemoryFiles.resolve(target, from.substring(from.lastIndexOf('/') + 1));
    }
    try (InputStream in = context.state().files().read(from);
        OutputStream out = context.state().files().write(target, false)) {
      in.transferTo(out);
    } catch (IOException e) {
      return context.fail("can't copy '" + operands.getFirst() + "': " + e.getMessage());
    }
    return 0;
  }

  private static int test(Context context) throws IOException {
    List<String> words = context.arguments();
    if (context.name().endsWith("[") && !words.isEmpty() && words.getLast().equals("]")) {
      words = words.subList(0, words.size() - 1);
    }
    boolean holds =
        switch (words.size()) {
          case 1 -> !words.getFirst().isEmpty();
          case 2 -> unary(context, words.getFirst(), words.get(1));
          case 3 -> binary(words.getFirst(), words.get(1), words.get(2));
          default -> false;
        };
    return holds ? 0 : 1;
  }

  private static boolean unary(Context context, String operator, String word) {
    Optional<MemoryFiles.Entry> entry =
        context.state().files().entry(context.state().resolve(word));
    return switch (operator) {
      case "-d" -> entry.filter(MemoryFiles.Entry::directory).isPresent();
      case "-f" -> entry.filter(one -> !one.directory()).isPresent();
      case "-e", "-r", "-w" -> entry.isPresent();
      case "-s" -> entry.filter(one -> one.size() > 0).isPresent();
      case "-n" -> !word.isEmpty();
      case "-z", "!" -> word.isEmpty();
      case "-t" -> context.state().terminal().isPresent();
      default -> false;
    };
  }

  private static boolean binary(String left, String operator, String right) {
    return switch (operator) {
      case "=", "==", "-eq" -> left.equals(right);
      case "!=", "-ne" -> !left.equals(right);
      default -> false;
    };
  }
}
