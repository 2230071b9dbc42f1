package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.MemoryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As much of `tar` as `kubectl cp` calls: `tar cf - PATH…` and `tar -xmf - -C DIRECTORY`.
final class TarCommand implements Command {
  @Override
  public int run(Context context) throws IOException {
    List<String> arguments = new ArrayList<>(context.arguments());
    String letters = arguments.isEmpty() ? "" : arguments.removeFirst();
    String directory = context.state().directory();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i).equals("-C") && i + 1 < arguments.size()) {
        directory = context.state().resolve(arguments.get(++i));
      } else if (!arguments.get(i).startsWith("-") || arguments.get(i).length() == 1) {
        operands.add(arguments.get(i));
      }
    }
    if (!operands.isEmpty() && letters.contains("f")) {
      if (!operands.removeFirst().equals("-")) {
        return context.fail(2, "only archives on standard input and output are played: use -");
      }
    }
    if (letters.contains("x")) {
      return extract(context, directory);
    }
    return letters.contains("c")
        ? create(context, directory, operands)
        : context.fail(2, "use 'tar cf - PATH' or 'tar xf - -C DIRECTORY'");
  }

  private static int extract(Context context, String directory) throws IOException {
    MemoryFiles files = context.state().files();
    TarReader reader = new TarReader(context.in());
    try {
      for (Optional<TarReader.Entry> entry = reader.next();
          entry.isPresent();
          entry = reader.next()) {
        String path = MemoryFiles.resolve(directory, entry.get().name());
        if (entry.get().directory()) {
          files.makeDirectories(path);
        } else {
          files.makeDirectories(MemoryFiles.resolve(path, ".."));
          try (OutputStream out = files.write(path, false)) {
            reader.copy(out);
          }
        }
      }
      context.in().transferTo(OutputStream.nullOutputStream());
      return 0;
    } catch (IOException e) {
      return context.fail(String.valueOf(e.getMessage()));
    }
  }

  private static int create(Context context, String directory, List<String> operands)
      throws IOException {
    TarWriter writer = new TarWriter(context.out());
    int code = 0;
    for (String operand : operands) {
      String path = MemoryFiles.resolve(directory, operand);
      String name = operand.startsWith("/") ? operand.substring(1) : operand;
      if (context.state().files().entry(path).isEmpty()) {
        code = context.fail(operand + ": No such file or directory");
      } else {
        add(context.state().files(), writer, path, name);
      }
    }
    writer.finish();
    return code;
  }

  private static void add(MemoryFiles files, TarWriter writer, String path, String name)
      throws IOException {
    Optional<MemoryFiles.Entry> entry = files.entry(path);
    if (entry.isPresent() && entry.get().directory()) {
      writer.directory(name, entry.get().modified());
      for (MemoryFiles.Entry inner : files.list(path)) {
        add(files, writer, inner.path(), name + "/" + inner.name());
      }
    } else if (entry.isPresent()) {
      try (InputStream in = files.read(path)) {
        writer.file(name, in.readAllBytes(), entry.get().modified());
      }
    }
  }
}
