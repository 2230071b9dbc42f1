package io.kubescribe.queryapi.access;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One thing that an auditor did; the package documentation tells the stored form.
///
/// @param request the same in both records of one request
/// @param user name of the principal, [#NOBODY] when nobody was signed in
/// @param query as typed, null without one
/// @param from begin of the range asked for, null for open
/// @param to end of the range asked for, null for open
/// @param parameters other parameters as given
/// @param event id of the event asked for, null without one
/// @param session id of the session asked for, null without one
/// @param address remote IP address
/// @param results how many things were given, null before the answer
public record AccessEntry(
    UUID request,
    Instant time,
    String user,
    Action action,
    @Nullable String query,
    @Nullable Instant from,
    @Nullable Instant to,
    Map<String, String> parameters,
    @Nullable String event,
    @Nullable String session,
    String address,
    Outcome outcome,
    @Nullable Long results) {
  public static final String NOBODY = "-";

  /// What was done.
  public enum Action {
    SEARCH("search"),
    VIEW("view"),
    RAW("raw"),
    HISTOGRAM("histogram"),
    TOP("top"),
    COUNT("count"),
    CARDINALITY("cardinality"),
    VALUES("values"),
    SIGN_IN("sign-in"),
    SIGN_OUT("sign-out"),
    /// A command to a forwarder.
    FORWARDER("forwarder"),
    /// A list of sessions.
    SESSIONS("sessions"),
    /// Facts of one session.
    SESSION("session"),
    /// What a session showed, all of it or a part.
    REPLAY("replay"),
    /// A file to take away.
    DOWNLOAD("download"),
    /// A session while it runs.
    WATCH("watch"),
    /// Recomputing what protects a recording.
    VERIFY("verify"),
    END_SESSION("end-session"),
    /// Something that the principal has no right to.
    DENIED("denied");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /// How it ended.
  public enum Outcome {
    /// Not yet: written before the answer.
    ASKED("asked"),
    ANSWERED("answered"),
    NOT_FOUND("not-found"),
    REFUSED("refused"),
    FAILED("failed");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public AccessEntry {
    parameters = Map.copyOf(parameters);
  }

  /// The second record of the request.
  public AccessEntry ended(Instant when, Outcome how, @Nullable Long given) {
    return new AccessEntry(
        request,
        when,
        user,
        action,
        query,
        from,
        to,
        parameters,
        event,
        session,
        address,
        how,
        given);
  }
}
