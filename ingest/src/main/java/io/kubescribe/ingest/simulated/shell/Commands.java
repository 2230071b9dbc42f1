package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.FileException;
import java.io.IOException;
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

  /// Runs a command; a file that can't be had is its failure.
  static int run(Command command, Command.Context context)
      throws IOException, InterruptedException {
    try {
      return command.run(context);
    } catch (FileException e) {
      return context.fail(String.valueOf(e.getMessage()));
    }
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
