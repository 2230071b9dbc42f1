package io.kubescribe.forward.splunk;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Limits;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.http.Answers;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.NoReplyException;
import io.kubescribe.forward.http.Reply;
import io.kubescribe.forward.profile.JsonBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Splunk's event endpoint, with acknowledgement by the indexers where asked for. Each event
/// carries its id in the field `event_uid`, by which a search tells the second copy of an event
/// whose first answer was lost.
public final class SplunkHec implements Destination {
  /// Splunk Cloud takes about 5 MiB; smaller requests cost little and fail cheaper.
  private static final Limits LIMITS = new Limits(1000, 1 << 20, 900_000);

  private final SplunkSettings settings;
  private final HttpSender http;
  private final InstantSource clock;
  private final URI endpoint;

  /// One for each process: acknowledgements are numbered within it.
  private final String channel = UUID.randomUUID().toString();

  private final Acknowledgements acknowledgements;

  /// @param http closed with this
  public SplunkHec(SplunkSettings settings, HttpSender http, InstantSource clock) {
    this.settings = settings;
    this.http = http;
    this.clock = clock;
    this.endpoint = settings.base().resolve("/services/collector/event");
    this.acknowledgements = new Acknowledgements(settings, http, this::headers);
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  /// One object of the batch. Splunk answers 200 and drops an object with a key that it does not
  /// know, and all after it: these are the only keys.
  @Override
  public byte[] prepare(IndexableEvent event) {
    Instant time = event.event().timestamp();
    JsonBytes json = new JsonBytes(event.raw().length + 512);
    json.open()
        .name("time")
        .literal("%d.%06d".formatted(time.getEpochSecond(), time.getNano() / 1000))
        .member("host", event.event().cluster().value())
        .member("source", settings.source())
        .member("sourcetype", settings.sourcetype())
        .member("index", settings.index());
    json.name("fields")
        .open()
        .member("cluster", event.event().cluster().value())
        .member("event_uid", event.id().value())
        .close();
    json.name("event");
    settings.profile().write(event, json);
    return json.close().line().toBytes();
  }

  @Override
  public Outcome send(List<Item> items) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    items.forEach(item -> body.writeBytes(item.body()));
    try {
      Map<String, String> headers = new HashMap<>(headers());
      headers.put("Content-Type", "application/json; charset=utf-8");
      headers.put("Content-Encoding", "gzip");
      Reply reply = http.post(endpoint, headers, HttpSender.gzip(body.toByteArray()));
      acknowledgements.seen(reply);
      return outcome(items.size(), body.size(), reply);
    } catch (NoReplyException e) {
      return Answers.none(items.size(), e);
    } catch (ConfigException e) {
      return Outcome.again(items.size(), Signal.ACCESS, String.valueOf(e.getMessage()));
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    headers.put("Authorization", "Splunk " + settings.token().text());
    headers.put("X-Splunk-Request-Channel", channel);
    acknowledgements.cookie().ifPresent(cookie -> headers.put("Cookie", cookie));
    return headers;
  }

  private Outcome outcome(int items, int bytes, Reply reply) throws InterruptedException {
    HecAnswer answer = HecAnswer.of(reply);
    int code = answer.code();
    Outcome outcome =
        switch (code) {
          case 0, 24, 25 -> reply.ok() ? taken(items, answer) : unknown(items, reply);
          case 6, 12, 13, 15 -> badObject(items, bytes, answer);
          case 1, 2, 3, 4, 16, 21, 22 -> Outcome.again(items, Signal.ACCESS, answer.text());
          // 7 names the object after the one with the wrong index: ours all have the same.
          case 7, 10, 11, 14, 28 -> Outcome.again(items, Signal.SETUP, answer.text());
          case 8, 9, 18, 19, 20, 23 -> Outcome.again(items, Signal.DOWN, answer.text());
          case 26, 27 -> Outcome.again(items, Signal.BUSY, answer.text());
          default -> unknown(items, reply);
        };
    return outcome.after(reply.retryAfter(clock));
  }

  private Outcome unknown(int items, Reply reply) {
    return reply.ok()
        ? Outcome.again(items, Signal.SETUP, "not the answer of a collector: " + reply.summary())
        : Answers.failure(items, reply, clock);
  }

  /// 24 and 25 say that a queue is nearly full; the events are taken.
  private Outcome taken(int items, HecAnswer answer) throws InterruptedException {
    if (!settings.acknowledge()) {
      Signal signal = answer.code() == 0 ? Signal.GOOD : Signal.BUSY;
      return Outcome.all(items, Fate.DELIVERED, signal, answer.text());
    }
    if (answer.ackId() < 0) {
      return Outcome.again(
          items, Signal.SETUP, "no ackId: switch indexer acknowledgement on for the token");
    }
    return acknowledgements.await(answer.ackId())
        ? Outcome.delivered(items)
        : Outcome.again(items, Signal.GOOD, "not acknowledged in time");
  }

  private Outcome badObject(int items, int bytes, HecAnswer answer) throws InterruptedException {
    int bad = answer.badObject();
    String reason = answer.text();
    if (bad == 0 && items > 1 && bytes > LIMITS.maxBytes() * 4L) {
      // So answers Splunk Cloud to a body over its limit.
      return Outcome.all(items, new Fate.TooLarge(reason), Signal.GOOD, reason);
    }
    if (bad < 0 || bad >= items) {
      return Outcome.all(items, new Fate.Suspect(reason), Signal.GOOD, reason);
    }
    List<Fate> fates = new ArrayList<>(Collections.nCopies(bad, prefixFate(bad, answer)));
    fates.add(new Fate.Refused(reason));
    fates.addAll(Collections.nCopies(items - bad - 1, Fate.AGAIN));
    return new Outcome(Signal.GOOD, fates, null, reason);
  }

  /// Objects before the bad one were indexed; where acknowledgement is asked for, that must say so.
  private Fate prefixFate(int length, HecAnswer answer) throws InterruptedException {
    if (!settings.acknowledge() || length == 0) {
      return Fate.DELIVERED;
    }
    return answer.ackId() >= 0 && acknowledgements.await(answer.ackId())
        ? Fate.DELIVERED
        : Fate.AGAIN;
  }

  @Override
  public void close() throws IOException {
    acknowledgements.close();
    http.close();
  }
}
