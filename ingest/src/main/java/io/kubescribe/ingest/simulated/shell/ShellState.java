package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.Container;
import io.kubescribe.ingest.simulated.process.MemoryFiles;
import io.kubescribe.ingest.simulated.process.TerminalSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where a shell is and what it remembers. For one thread, and for those of its pipelines that only
/// read.
final class ShellState {
  private final Container container;
  private final Supplier<TerminalSize> size;
  private @Nullable Terminal terminal;
  private final Map<String, String> variables;
  private String directory;
  private int lastCode;

  ShellState(Container container, Supplier<TerminalSize> size) {
    this.container = container;
    this.size = size;
    this.variables = new LinkedHashMap<>(container.environment());
    this.directory = "/";
  }

  private ShellState(ShellState parent) {
    this.container = parent.container;
    this.size = parent.size;
    this.terminal = parent.terminal;
    this.variables = new LinkedHashMap<>(parent.variables);
    this.directory = parent.directory;
    this.lastCode = parent.lastCode;
  }

  /// For a shell within this one.
  ShellState child() {
    return new ShellState(this);
  }

  Container container() {
    return container;
  }

  MemoryFiles files() {
    return container.files();
  }

  TerminalSize size() {
    return size.get();
  }

  /// The terminal on which it runs; empty without one.
  Optional<Terminal> terminal() {
    return Optional.ofNullable(terminal);
  }

  void on(Terminal own) {
    this.terminal = own;
  }

  Map<String, String> variables() {
    return variables;
  }

  String directory() {
    return directory;
  }

  void enter(String path) {
    directory = path;
  }

  String resolve(String path) {
    return MemoryFiles.resolve(directory, path);
  }

  int lastCode() {
    return lastCode;
  }

  void ended(int code) {
    lastCode = code;
  }
}
