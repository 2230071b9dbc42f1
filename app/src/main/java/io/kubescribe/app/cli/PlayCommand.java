package io.kubescribe.app.cli;

import io.kubescribe.app.cli.Api.Opening;
import io.kubescribe.app.cli.Api.Refusal;
import io.kubescribe.app.config.AppConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `play`.
@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    description = {
      "Plays a recorded session in this terminal, as it was. Ctrl-C ends it. What a terminal would",
      "answer or act on beyond its screen (titles, clipboard, questions) is left out."
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ${ROOT-COMMAND-NAME} play 019abf3e-6f00-7c11-8a22-5d1f0e6b9a01 --speed 2",
      "  ${ROOT-COMMAND-NAME} play 019abf3e-6f00-7c11-8a22-5d1f0e6b9a01 --at 1:02:03 --idle-limit 1"
    })
public final class PlayCommand implements Callable<Integer> {
  static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
  private static final Pattern TIME = Pattern.compile("(?:(?:(\\d+):)?(\\d+):)?(\\d+(?:\\.\\d+)?)");

  private final Terminal terminal;
  private final CastPlayer.Pause pause;

  @Mixin private final ConfigOptions configOptions = new ConfigOptions();
  @Mixin private final ServerOptions serverOptions = new ServerOptions();

  @Parameters(paramLabel = "ID", description = "Id of the session, as 'sessions' lists it.")
  private String id = "";

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "How many times as fast. Default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--idle-limit",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "No pause is longer; 0 for pauses as they were. Default: ${DEFAULT-VALUE}.")
  private double idleLimit;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Where to begin: seconds, or such as 1:02:03.")
  private String at = "0";

  public PlayCommand(Terminal terminal) {
    this(terminal, TimeUnit.NANOSECONDS::sleep);
  }

  /// @param pause how time passes
  PlayCommand(Terminal terminal, CastPlayer.Pause pause) {
    this.terminal = terminal;
    this.pause = pause;
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    if (!terminal.outIsTerminal()) {
      throw CommandException.wrongUse(
          "standard output is no terminal: 'export --session ID' writes a session into a file");
    }
    requireId(id);
    if (!(speed > 0 && speed <= 1000)) {
      throw CommandException.wrongUse("--speed must be more than 0 and at most 1000, was " + speed);
    }
    if (!(idleLimit >= 0 && idleLimit <= 86_400)) {
      throw CommandException.wrongUse("--idle-limit must be 0 to 86400, was " + idleLimit);
    }
    AppConfig config = configOptions.loadForClient(terminal);
    URI configured = URI.create("http://" + config.query().listen());
    Api api = serverOptions.api(terminal, config.dataDir(), configured);
    Map<String, String> parameters = Map.of("version", "2", "from", seconds(at));
    switch (api.open("/api/v1/sessions/" + id + "/recording.cast", parameters)) {
      case Opening.Opened(InputStream body) -> play(body);
      case Opening.Refused(Refusal refusal) -> throw SessionsCommand.refused(refusal);
    }
    return ExitCode.DONE;
  }

  static void requireId(String id) throws CommandException {
    if (!ID.matcher(id).matches()) {
      throw CommandException.wrongUse(
          "the id of a session has 36 characters, as 'sessions' lists it; was '" + id + "'");
    }
  }

  static String seconds(String time) throws CommandException {
    Matcher parts = TIME.matcher(time);
    if (!parts.matches()) {
      throw CommandException.wrongUse(
          "--at must be seconds, or such as 1:02:03, was '" + time + "'");
    }
    long whole = number(parts.group(1)) * 3_600 + number(parts.group(2)) * 60;
    String last = parts.group(3);
    int point = last.indexOf('.');
    long seconds = whole + number(point < 0 ? last : last.substring(0, point));
    return seconds + (point < 0 ? "" : last.substring(point));
  }

  private static long number(String digits) throws CommandException {
    if (digits == null) {
      return 0;
    }
    if (digits.length() > 7) {
      throw CommandException.wrongUse("--at is too large: " + digits);
    }
    return Long.parseLong(digits);
  }

  private void play(InputStream cast) throws CommandException, IOException, InterruptedException {
    Duration longest = Duration.ofNanos((long) (idleLimit * TimeUnit.SECONDS.toNanos(1)));
    CastPlayer player = new CastPlayer(terminal, pause, speed, longest);
    // Ctrl-C ends the process: whatever the session did to the terminal is undone on the way out.
    Thread restore = new Thread(player::restore, "restore-terminal");
    Runtime.getRuntime().addShutdownHook(restore);
    try (cast) {
      player.play(cast);
    } finally {
      player.restore();
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }
}
