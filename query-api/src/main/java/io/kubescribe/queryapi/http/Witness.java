package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Principal;
import io.kubescribe.queryapi.access.AccessEntry;
import io.kubescribe.queryapi.access.AccessEntry.Action;
import io.kubescribe.queryapi.access.AccessEntry.Outcome;
import io.kubescribe.queryapi.access.AccessLog;
import io.kubescribe.queryapi.language.QuerySyntaxException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that nothing is given away unrecorded: an entry is written while the store works, and
/// the answer leaves only once it is durable. Safe for use by many threads.
final class Witness {
  /// How long an answer waits for its entry; then it is not given.
  private static final long PATIENCE_MILLIS = 1_000;

  private static final Logger log = LoggerFactory.getLogger(Witness.class);

  /// What is recorded.
  @FunctionalInterface
  interface Work {
    Answer run() throws Exception;
  }

  private final AccessLog accessLog;
  private final InstantSource clock;

  Witness(AccessLog accessLog, InstantSource clock) {
    this.accessLog = accessLog;
    this.clock = clock;
  }

  /// What a request asks for, read from its parameters, and how it is answered.
  record Question(Asked asked, Work work) {}

  /// Reads what is asked for.
  @FunctionalInterface
  interface Reading {
    Question read() throws Exception;
  }

  /// Reads what is asked for, records it, does the work, waits for the record. What can't be read
  /// is recorded as refused; that answer tells nothing, so nobody waits.
  ///
  /// @throws ApiException 503 if the record is not durable in time
  Answer observe(Call call, Reading reading) throws Exception {
    Question question;
    try {
      question = reading.read();
    } catch (ApiException | QuerySyntaxException e) {
      noteUnread(call);
      throw e;
    }
    return observe(look(call, question.asked(), Outcome.ASKED), question.work());
  }

  /// Records that the event or session which the path names is asked for, does the work, waits for
  /// the record.
  ///
  /// @throws ApiException 503 if the record is not durable in time
  Answer observeOne(Call call, Work work) throws Exception {
    return observe(look(call, null, Outcome.ASKED), work);
  }

  /// Records that what was asked for can't be read; the answer tells nothing, so nobody waits.
  void noteUnread(Call call) {
    report(write(look(call, null, Outcome.REFUSED)));
  }

  /// Records something that happens with this request, and waits for the record.
  ///
  /// @throws ApiException 503 if the record is not durable in time
  void record(Call call, Action action, Principal who) throws InterruptedException {
    await(write(happened(call, action, who, Map.of(), Outcome.ANSWERED)));
  }

  /// Records a command with what it is for, and waits for the record.
  ///
  /// @throws ApiException 503 if the record is not durable in time
  void recordCommand(Call call, Action action) throws InterruptedException {
    Map<String, String> parameters = new HashMap<>(call.parameters().given());
    parameters.putAll(call.pathParts());
    parameters.put("route", call.route().path());
    await(write(happened(call, action, call.principal(), parameters, Outcome.ANSWERED)));
  }

  /// As [#record], for what gives nothing away: nobody waits.
  ///
  /// @param who who did it, null for nobody known
  void note(Call call, Action action, @Nullable Principal who, Outcome outcome) {
    report(write(happened(call, action, who, Map.of(), outcome)));
  }

  /// Records that a route was refused; the answer tells nothing, so nobody waits.
  void noteDenied(Call call) {
    Map<String, String> parameters = Map.of("route", call.route().path());
    report(write(happened(call, Action.DENIED, call.principal(), parameters, Outcome.REFUSED)));
  }

  private static AccessEntry happened(
      Call call,
      Action action,
      @Nullable Principal who,
      Map<String, String> parameters,
      Outcome outcome) {
    return new AccessEntry(
        call.id(),
        call.time(),
        who == null ? AccessEntry.NOBODY : who.name(),
        action,
        null,
        null,
        null,
        parameters,
        null,
        null,
        call.address(),
        outcome,
        null);
  }

  /// @param asked null for one event or session, and for what can't be read: its times stay among
  ///   the parameters, as typed
  private static AccessEntry look(Call call, @Nullable Asked asked, Outcome outcome) {
    Map<String, String> others = new HashMap<>(call.parameters().given());
    String query = others.remove("q");
    if (asked != null) {
      others.keySet().removeAll(Set.of("from", "to"));
    }
    Map<String, String> path = new HashMap<>(call.pathParts());
    String event = path.remove("id");
    String session = path.remove("session");
    others.putAll(path);
    return new AccessEntry(
        call.id(),
        call.time(),
        call.principal().name(),
        Objects.requireNonNull(call.route().look(), "a route that is recorded"),
        asked == null ? query : asked.text(),
        asked == null ? null : asked.range().from(),
        asked == null ? null : asked.range().to(),
        others,
        event,
        session,
        call.address(),
        outcome,
        null);
  }

  private Answer observe(AccessEntry entry, Work work) throws Exception {
    CompletableFuture<Void> durable = write(entry);
    Outcome outcome = Outcome.FAILED;
    Long results = null;
    try {
      Answer answer = work.run();
      await(durable);
      outcome = Outcome.ANSWERED;
      results = answer.results();
      return answer;
    } catch (ApiException e) {
      outcome = e.code() == ErrorCode.NOT_FOUND ? Outcome.NOT_FOUND : Outcome.REFUSED;
      await(durable);
      throw e;
    } finally {
      report(write(entry.ended(clock.instant(), outcome, results)));
    }
  }

  private CompletableFuture<Void> write(AccessEntry entry) {
    return accessLog.write(entry).orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static void await(CompletableFuture<Void> durable) throws InterruptedException {
    try {
      durable.get();
    } catch (ExecutionException e) {
      log.atWarn().setCause(e.getCause()).log("access log did not acknowledge, nothing is shown");
      throw new ApiException(
          ErrorCode.UNAVAILABLE,
          "the access log did not acknowledge within 1 s, so nothing is shown: try again");
    }
  }

  private static void report(CompletableFuture<Void> written) {
    var _ =
        written.exceptionally(failure -> {
          log.atWarn().setCause(failure).log("an entry is missing in the access log");
          return null;
        });
  }
}
