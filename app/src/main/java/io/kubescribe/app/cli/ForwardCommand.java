package io.kubescribe.app.cli;

import io.kubescribe.app.config.AppConfig;
import io.kubescribe.forward.Destinations;
import io.kubescribe.forward.ForwardConfig;
import io.kubescribe.forward.ProbeEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.UnsendableException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `forward test`.
@Command(
    name = "forward",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tries forwarders out.")
public final class ForwardCommand implements Runnable {
  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  public ForwardCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing: test");
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = {
        "Sends one event, marked as a test, to the destination of a forwarder and says what it",
        "answered. Needs no running server. Ends with 0 if the destination has the event, else 1."
      },
      optionListHeading = "%nOptions:%n",
      footerHeading = "%nExamples:%n",
      footer = "  ${ROOT-COMMAND-NAME} forward test splunk --config kubescribe.yaml")
  int test(
      @Mixin ConfigOptions options,
      @Parameters(paramLabel = "NAME", description = "Name of the forwarder in the config.")
          String name)
      throws IOException, InterruptedException, CommandException, UnsendableException {
    InstantSource clock = InstantSource.system();
    ForwardConfig config = named(options.load(terminal, List.of()), name);
    try (Destination destination = Destinations.of(config, clock)) {
      var event = ProbeEvent.at(clock.instant());
      Item item = new Item(event, destination.prepare(event));
      Outcome outcome = destination.send(List.of(item));
      terminal.print(verdict(outcome, event.id().value()) + "\n");
      return outcome.fates().getFirst() instanceof Fate.Delivered ? ExitCode.DONE : ExitCode.FAILED;
    }
  }

  private static ForwardConfig named(AppConfig config, String name) throws CommandException {
    return config.forward().stream()
        .filter(forwarder -> forwarder.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            CommandException.wrongUse(
                "no forwarder is named '%s': the config has %s"
                    .formatted(
                        name,
                        config.forward().stream()
                            .map(ForwardConfig::name)
                            .collect(Collectors.joining(", ", "[", "]")))));
  }

  private static String verdict(Outcome outcome, String id) {
    return switch (outcome.fates().getFirst()) {
      case Fate.Delivered(boolean known) -> "delivered" + (known ? ", as before" : "") + ": " + id;
      case Fate.Again() -> "not taken (" + meaning(outcome) + "): " + outcome.message();
      case Fate.Refused(String reason) -> "refused: " + reason;
      case Fate.Suspect(String reason) -> "refused: " + reason;
      case Fate.TooLarge(String reason) -> "too large: " + reason;
    };
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome.signal()) {
      case GOOD, BUSY -> "the destination is busy; a forwarder would try again";
      case DOWN -> "the destination does not answer; a forwarder would try again";
      case FULL -> "the destination has no room; make some";
      case ACCESS -> "the destination does not accept the secret, or we not its certificate";
      case SETUP -> "the destination does not know what is asked for; check the settings";
    };
  }
}
