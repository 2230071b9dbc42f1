package io.kubescribe.app.cli;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.app.config.ConfigLoader;
import io.kubescribe.app.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every command that reads the config.
public final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Config file (YAML); default: the variable KUBESCRIBE_CONFIG, else none.")
  private @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder, over dataDir of the config; default: ./data.")
  private @Nullable Path data;

  /// Whether a data folder was named.
  public boolean namesData() {
    return data != null;
  }

  /// The config with these options on top.
  ///
  /// @param more settings from further options
  /// @throws io.kubescribe.core.ConfigException one line for each problem
  public AppConfig load(Terminal terminal, List<Setting> more) {
    return ConfigLoader.load(file(terminal), terminal.environment(), settings(more));
  }

  /// As [#load], for commands that only talk to a server.
  public AppConfig loadForClient(Terminal terminal) {
    return ConfigLoader.loadForClient(file(terminal), terminal.environment(), settings(List.of()));
  }

  private @Nullable Path file(Terminal terminal) {
    String named = terminal.environment().getOrDefault("KUBESCRIBE_CONFIG", "");
    return config != null || named.isEmpty() ? config : Path.of(named);
  }

  private List<Setting> settings(List<Setting> more) {
    List<Setting> settings = new ArrayList<>();
    if (data != null) {
      settings.add(new Setting("dataDir", data.toString(), "--data"));
    }
    settings.addAll(more);
    return settings;
  }
}
