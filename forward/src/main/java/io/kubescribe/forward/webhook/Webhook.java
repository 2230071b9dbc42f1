package io.kubescribe.forward.webhook;

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
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Posts batches of events as lines of JSON, signed, to a receiver of the user's own.
///
/// The receiver answers 2xx when it has them all, or with the body
/// `{"rejected":[{"index":3,"reason":"…"}]}` when some are not for it. The header `Idempotency-Key`
/// is the same when the same batch comes again, and `X-Signature` is `t=SECONDS,v1=HMAC`: SHA-256
/// over the seconds, a dot, and the body before compression.
public final class Webhook implements Destination {
  private static final Limits LIMITS = new Limits(500, 1 << 20, 1 << 20);

  private final URI endpoint;
  private final @Nullable Secret secret;
  private final Profile profile;
  private final HttpSender http;
  private final InstantSource clock;

  /// @param secret null for a receiver that checks no signature
  /// @param http closed with this
  public Webhook(
      URI endpoint,
      @Nullable Secret secret,
      Profile profile,
      HttpSender http,
      InstantSource clock) {
    this.endpoint = endpoint;
    this.secret = secret;
    this.profile = profile;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  @Override
  public byte[] prepare(IndexableEvent event) {
    return EventLine.of(event, profile);
  }

  @Override
  public Outcome send(List<Item> items) throws InterruptedException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    items.forEach(item -> joined.writeBytes(item.body()));
    byte[] body = joined.toByteArray();
    try {
      Map<String, String> headers = new HashMap<>();
      headers.put("Content-Type", "application/x-ndjson");
      headers.put("Content-Encoding", "gzip");
      headers.put("Idempotency-Key", Signature.hash(body));
      if (secret != null) {
        long now = clock.instant().getEpochSecond();
        headers.put("X-Signature", Signature.of(secret.text(), now, body));
      }
      Reply reply = http.post(endpoint, headers, HttpSender.gzip(body));
      return reply.ok() ? taken(items.size(), reply) : Answers.failure(items.size(), reply, clock);
    } catch (NoReplyException e) {
      return Answers.none(items.size(), e);
    } catch (ConfigException e) {
      return Outcome.again(items.size(), Signal.ACCESS, String.valueOf(e.getMessage()));
    }
  }

  private static Outcome taken(int items, Reply reply) {
    List<Fate> fates = new ArrayList<>(Collections.nCopies(items, Fate.DELIVERED));
    for (JsonNode rejected : reply.json().path("rejected")) {
      int index = rejected.path("index").asInt(-1);
      if (index >= 0 && index < items) {
        fates.set(index, new Fate.Refused(rejected.path("reason").asString("rejected")));
      }
    }
    return new Outcome(Signal.GOOD, fates, null, "");
  }

  @Override
  public void close() {
    http.close();
  }
}
