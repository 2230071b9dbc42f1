package io.kubescribe.ingest.file;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.ImportTallies.ImportTally;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Follows what the indexer makes of a run. Use from one thread; [#tally] from any.
final class TallyWatch {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /// A commit comes every few seconds; an event that was sent twice is counted with the next.
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ImportTarget target;
  private final HttpRequest request;
  private final Tries tries;
  private final Pause pause;

  /// Counted before the server was started anew, which forgets it.
  private ImportTally earlier = ImportTally.NONE;

  private ImportTally latest = ImportTally.NONE;
  private volatile ImportTally total = ImportTally.NONE;

  TallyWatch(ImportTarget target, String run, Tries tries, Pause pause) {
    this.target = target;
    this.tries = tries;
    this.pause = pause;
    this.request =
        HttpRequest.newBuilder(target.tallyPath(run))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + target.apiToken())
            .GET()
            .build();
  }

  /// What is known so far.
  ImportTally tally() {
    return total;
  }

  /// Returns when every event that was accepted is searchable.
  ///
  /// @throws ImportFailedException if the indexer does not go on for minutes, or the API refuses
  void await(long accepted) throws ImportFailedException, InterruptedException {
    Instant moved = pause.clock().instant();
    while (true) {
      long before = tally().total();
      ask();
      Instant now = pause.clock().instant();
      moved = tally().total() > before ? now : moved;
      Duration still = Duration.between(moved, now);
      // Where a body was sent again, events may have been sent twice and count twice.
      boolean settled = !tries.isUnsure() || still.compareTo(QUIET) > 0;
      if (tally().total() >= accepted && settled) {
        return;
      }
      if (still.compareTo(PATIENCE) > 0) {
        throw new ImportFailedException(
            ("all %d events are stored, but %s has told of only %d being searchable and does not"
                    + " go on: see its log; run the import again to see the counts")
                .formatted(accepted, target.api(), tally().total()));
      }
      pause.pause(INTERVAL);
    }
  }

  private void ask() throws ImportFailedException, InterruptedException {
    HttpResponse<byte[]> response = tries.send(request);
    ImportTally now =
        switch (response.statusCode()) {
          case 200 -> read(response.body());
          case 404 -> ImportTally.NONE;
          case 401, 403 ->
              throw new ImportFailedException(
                  target.api() + " refuses the API token: all events are stored, but not counted");
          default ->
              throw new ImportFailedException(
                  target.api() + " answers " + response.statusCode() + ": is it a Kubescribe API?");
        };
    if (now.total() < latest.total()) {
      earlier = earlier.plus(latest);
    }
    latest = now;
    total = earlier.plus(latest);
  }

  private ImportTally read(byte[] answer) throws ImportFailedException {
    try {
      JsonNode json = StrictJson.MAPPER.readTree(answer);
      return new ImportTally(
          json.required("added").asLong(),
          json.required("duplicates").asLong(),
          json.required("quarantined").asLong());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new ImportFailedException(
          "the answer of " + target.api() + " can't be understood: is it a Kubescribe API?");
    }
  }
}
