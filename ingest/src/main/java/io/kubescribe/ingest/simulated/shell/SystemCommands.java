package io.kubescribe.ingest.simulated.shell;

import io.kubescribe.ingest.simulated.process.TerminalSize;
import io.kubescribe.ingest.simulated.shell.Command.Context;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Commands about the system, and those of the shell itself. Static.
final class SystemCommands {
  private static final long MILLIS = 1000;
  private static final long LOG_PAUSE_MILLIS = 5000;

  private SystemCommands() {}

  static void add(Map<String, Command> commands) {
    commands.put("true", _ -> 0);
    commands.put("false", _ -> 1);
    commands.put(":", _ -> 0);
    commands.put("echo", SystemCommands::echo);
    commands.put("printf", SystemCommands::printf);
    commands.put("exit", SystemCommands::exit);
    commands.put("sleep", SystemCommands::sleep);
    commands.put("env", SystemCommands::env);
    commands.put("export", SystemCommands::export);
    commands.put("id", context -> say(context, "uid=0(root) gid=0(root) groups=0(root)"));
    commands.put("whoami", context -> say(context, "root"));
    commands.put("hostname", context -> say(context, context.state().container().pod()));
    commands.put("uname", SystemCommands::uname);
    commands.put("date", SystemCommands::date);
    commands.put("ps", SystemCommands::ps);
    commands.put("stty", SystemCommands::stty);
    commands.put("tty", SystemCommands::tty);
    commands.put("clear", SystemCommands::clear);
    commands.put("serve", SystemCommands::serve);
    commands.put("help", context -> help(context, commands));
  }

  private static int say(Context context, String text) throws IOException {
    context.print(text + "\n");
    return 0;
  }

  private static int echo(Context context) throws IOException {
    List<String> words = context.arguments();
    boolean open = !words.isEmpty() && words.getFirst().equals("-n");
    String text = String.join(" ", open ? words.subList(1, words.size()) : words);
    context.print(open ? text : text + "\n");
    return 0;
  }

  private static int printf(Context context) throws IOException {
    if (context.arguments().isEmpty()) {
      return context.fail("needs a format");
    }
    StringBuilder text = new StringBuilder();
    String format = context.arguments().getFirst();
    int next = 1;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      char following = i + 1 < format.length() ? format.charAt(i + 1) : 0;
      if (c == '%' && (following == 's' || following == 'd')) {
        text.append(next < context.arguments().size() ? context.arguments().get(next) : "");
        next++;
        i++;
      } else if (c == '%' && following == '%') {
        text.append('%');
        i++;
      } else if (c == '\\' && "ntr\\".indexOf(following) >= 0) {
        text.append("\n\t\r\\".charAt("ntr\\".indexOf(following)));
        i++;
      } else {
        text.append(c);
      }
    }
    context.print(text.toString());
    return 0;
  }

  private static int exit(Context context) throws IOException {
    if (context.arguments().isEmpty()) {
      throw new ExitException(context.state().lastCode());
    }
    try {
      throw new ExitException(Integer.parseInt(context.arguments().getFirst()));
    } catch (NumberFormatException e) {
      return context.fail(2, "a number is needed");
    }
  }

  private static int sleep(Context context) throws IOException, InterruptedException {
    String text = context.arguments().isEmpty() ? "" : context.arguments().getFirst();
    try {
      Thread.sleep(
          text.equals("infinity")
              ? Long.MAX_VALUE
              : (long) (Math.clamp(Double.parseDouble(text), 0, 1e9) * MILLIS));
      return 0;
    } catch (NumberFormatException e) {
      return context.fail("a number of seconds is needed");
    }
  }

  private static int env(Context context) throws IOException {
    for (Map.Entry<String, String> variable : context.state().variables().entrySet()) {
      context.print(variable.getKey() + "=" + variable.getValue() + "\n");
    }
    return 0;
  }

  private static int export(Context context) {
    for (String argument : context.arguments()) {
      int equals = argument.indexOf('=');
      if (equals > 0) {
        context
            .state()
            .variables()
            .put(argument.substring(0, equals), argument.substring(equals + 1));
      }
    }
    return 0;
  }

  private static int uname(Context context) throws IOException {
    return say(
        context,
        context.option('a')
            ? "Linux " + context.state().container().pod() + " 6.1.0-simulated x86_64"
            : context.option('r') ? "6.1.0-simulated" : "Linux");
  }

  private static int date(Context context) throws IOException {
    return say(context, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static int ps(Context context) throws IOException {
    context.print("PID   USER     TIME  COMMAND\n");
    context.print("    1 root      0:00 " + context.state().container().name() + "\n");
    context.print("    7 root      0:00 ps\n");
    return 0;
  }

  private static int stty(Context context) throws IOException {
    if (context.state().terminal().isEmpty()) {
      return context.fail("standard input: Not a tty");
    }
    TerminalSize size = context.state().size();
    return say(
        context,
        context.arguments().contains("size")
            ? size.rows() + " " + size.columns()
            : "speed 38400 baud; rows " + size.rows() + "; columns " + size.columns() + ";");
  }

  private static int tty(Context context) throws IOException {
    boolean tty = context.state().terminal().isPresent();
    context.print(tty ? "/dev/pts/0\n" : "not a tty\n");
    return tty ? 0 : 1;
  }

  private static int clear(Context context) throws IOException {
    context.print("\033[H\033[2J");
    return 0;
  }

  /// A server that writes a line of log now and then, until it is stopped.
  private static int serve(Context context) throws IOException, InterruptedException {
    context.print("simulated server is listening on 8080\n");
    for (int i = 1; ; i++) {
      Thread.sleep(LOG_PAUSE_MILLIS);
      context.print(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " GET /cart/" + i + " 200\n");
    }
  }

  private static int help(Context context, Map<String, Command> commands) throws IOException {
    return say(
        context,
        "This shell is simulated: nothing here is real. It knows: "
            + String.join(" ", new TreeSet<>(commands.keySet())));
  }
}
