package io.kubescribe.forward.elastic;

import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Reads the answer to a bulk request: 200 says only that each item has an answer of its own.
final class BulkAnswer {
  private static final int SHOWN = 300;

  /// Refused for where they should go, not for what they are.
  private static final Set<String> SETUP_ERRORS =
      Set.of("invalid_index_name_exception", "index_not_found_exception", "index_closed_exception");

  private Signal signal = Signal.GOOD;
  private String message = "";

  private BulkAnswer() {}

  static Outcome outcome(int items, Reply reply) {
    JsonNode told = reply.json().path("items");
    if (told.size() != items) {
      // What became of them is unknown; whatever was created answers 409 the next time.
      return Outcome.again(items, Signal.DOWN, "answer does not name each item");
    }
    return new BulkAnswer().read(told);
  }

  private Outcome read(JsonNode told) {
    List<Fate> fates = new ArrayList<>(told.size());
    for (JsonNode item : told) {
      fates.add(fate(item.path("create")));
    }
    return new Outcome(signal, fates, null, message);
  }

  private Fate fate(JsonNode item) {
    int status = item.path("status").asInt(0);
    String type = item.path("error").path("type").asString("");
    return switch (status) {
      case 200, 201 ->
          item.path("failure_store").asString("").equals("used")
              ? new Fate.Refused("kept in the failure store of the data stream, not indexed")
              : Fate.DELIVERED;
      case 409 -> Fate.KNOWN;
      case 429 ->
          again(type.equals("cluster_block_exception") ? Signal.FULL : Signal.BUSY, status, item);
      case 401, 403 -> again(Signal.ACCESS, status, item);
      case 404 -> again(Signal.SETUP, status, item);
      case 400 ->
          SETUP_ERRORS.contains(type) || isOperation(item)
              ? again(Signal.SETUP, status, item)
              : new Fate.Refused(reason(status, item));
      case 413 -> new Fate.TooLarge(reason(status, item));
      default ->
          status >= 500 || status == 0
              ? again(Signal.DOWN, status, item)
              : new Fate.Refused(reason(status, item));
    };
  }

  /// A name that is an index where a data stream was meant, or the reverse.
  private static boolean isOperation(JsonNode item) {
    return item.path("error").path("type").asString("").equals("illegal_argument_exception")
        && item.path("error").path("reason").asString("").contains("op_type");
  }

  /// Of several, the one that asks most of people counts.
  private Fate again(Signal worse, int status, JsonNode item) {
    if (worse.compareTo(signal) > 0) {
      signal = worse;
      message = reason(status, item);
    }
    return Fate.AGAIN;
  }

  private static String reason(int status, JsonNode item) {
    JsonNode error = item.path("error");
    String text =
        "%d %s: %s"
            .formatted(status, error.path("type").asString(""), error.path("reason").asString(""));
    return (text.length() > SHOWN ? text.substring(0, SHOWN) : text).replaceAll("\\p{Cntrl}", " ");
  }
}
