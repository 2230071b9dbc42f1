package io.kubescribe.forward.http;

import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import java.time.InstantSource;

/// What the status of an answer means, where a protocol says nothing else of it. Static.
public final class Answers {
  private Answers() {}

  /// The outcome of a request that was not answered with success.
  ///
  /// @param items in the request
  public static Outcome failure(int items, Reply reply, InstantSource clock) {
    String message = reply.summary();
    Outcome outcome =
        switch (reply.status()) {
          case 401, 403, 407 -> Outcome.again(items, Signal.ACCESS, message);
          case 404, 405, 406, 410, 415 -> Outcome.again(items, Signal.SETUP, message);
          case 408, 425 -> Outcome.again(items, Signal.DOWN, message);
          case 413 -> Outcome.all(items, new Fate.TooLarge(message), Signal.GOOD, message);
          case 429 -> Outcome.again(items, Signal.BUSY, message);
          default -> byClass(items, reply.status(), message);
        };
    return outcome.after(reply.retryAfter(clock));
  }

  private static Outcome byClass(int items, int status, String message) {
    return switch (status / 100) {
      // A redirect is never followed.
      case 1, 2, 3 -> Outcome.again(items, Signal.SETUP, message);
      case 4 -> Outcome.all(items, new Fate.Suspect(message), Signal.GOOD, message);
      default -> Outcome.again(items, Signal.DOWN, message);
    };
  }

  /// The outcome of a request without an answer.
  public static Outcome none(int items, NoReplyException e) {
    return Outcome.again(items, e.signal(), String.valueOf(e.getMessage()));
  }
}
