package io.kubescribe.ingest.simulated.shell;

import java.util.HashMap;
import java.util.Map;

/// All canned commands by name. Static.
final class Commands {
  private Commands() {}

  /// The name of a command that may be given by its path.
  static String baseName(String name) {
    for (String directory : new String[] {"/bin/", "/usr/bin/", "/sbin/", "/usr/sbin/"}) {
      if (name.startsWith(directory)) {
        return name.substring(directory.length());
      }
    }
    return name;
  }

  static Map<String, Command> all() {
    Map<String, Command> commands = new HashMap<>();
    ShellCommand shell = new ShellCommand(commands);
    commands.put("sh", shell);
    commands.put("bash", shell);
    commands.put("ash", shell);
    FileCommands.add(commands);
    TextCommands.add(commands);
    SystemCommands.add(commands);
    commands.put("tar", new TarCommand());
    return commands;
  }
}
