package io.kubescribe.app.cli;

import io.kubescribe.app.cli.Api.Answer;
import io.kubescribe.app.cli.Api.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes all events that fit a query, oldest first.
///
/// @param csv instead of NDJSON
record EventExport(Api api, Terminal terminal, String query, String from, String to, boolean csv) {
  private static final int PAGE = 1000;

  /// @param file null for standard output
  void run(@Nullable Path file) throws CommandException, IOException, InterruptedException {
    if (file == null) {
      EventOutput output = csv ? new CsvOutput(terminal) : new JsonOutput(terminal, true);
      EventPage page = page("");
      output.page(page);
      while (!page.next().isEmpty()) {
        page = page(page.next());
        output.page(page);
      }
      output.end(page);
      terminal.out().flush();
    } else {
      write(file);
    }
  }

  private void write(Path file) throws CommandException, IOException, InterruptedException {
    ExportFile before = ExportFile.read(file);
    if (before != null && !before.of().equals(identity())) {
      throw CommandException.wrongUse(
          "%s is of another export (%s): go on with that, or remove it and %s.resume"
              .formatted(ExportFile.part(file), before.of(), file));
    }
    try (FileChannel channel =
        FileChannel.open(
            ExportFile.part(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long kept = before == null ? 0 : before.bytes();
      if (channel.size() < kept) {
        throw CommandException.failed(
            "%s is shorter than it was: remove %s.resume to begin anew"
                .formatted(ExportFile.part(file), file));
      }
      channel.truncate(kept);
      channel.position(kept);
      if (before != null) {
        terminal.say("goes on behind " + kept + " bytes");
      }
      pages(file, channel, before == null ? "" : before.cursor());
      channel.force(true);
    }
    ExportFile.finish(file);
    terminal.say("wrote " + file);
  }

  private void pages(Path file, FileChannel channel, String first)
      throws CommandException, IOException, InterruptedException {
    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    EventOutput output = csv ? new CsvOutput(out, !first.isEmpty()) : JsonOutput.lines(out);
    String cursor = first;
    EventPage page;
    do {
      page = page(cursor);
      output.page(page);
      cursor = page.next();
      if (cursor.isEmpty()) {
        output.end(page);
      }
      out.flush();
      if (!cursor.isEmpty()) {
        // What is counted must be there after a power cut, too.
        channel.force(false);
        new ExportFile(identity(), cursor, channel.position()).write(file);
      }
    } while (!cursor.isEmpty());
  }

  private String identity() {
    return "q=%s from=%s to=%s form=%s".formatted(query, from, to, csv ? "csv" : "ndjson");
  }

  private EventPage page(String cursor) throws CommandException, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("q", query);
    parameters.put("from", from);
    parameters.put("to", to);
    parameters.put("order", "asc");
    parameters.put("limit", Integer.toString(PAGE));
    parameters.put("cursor", cursor);
    return switch (api.get("/api/v1/events", parameters)) {
      case Answer.Body(byte[] body) -> EventPage.read(body);
      case Answer.Refused(Refusal refusal) -> throw SessionsCommand.refused(refusal);
    };
  }
}
