package io.kubescribe.forward.elastic;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Item;
import io.kubescribe.forward.delivery.Limits;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.delivery.Signal;
import io.kubescribe.forward.http.Answers;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.NoReplyException;
import io.kubescribe.forward.http.Reply;
import io.kubescribe.forward.profile.JsonBytes;
import io.kubescribe.forward.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The `_bulk` API, which Elasticsearch and OpenSearch share. Items are created, never replaced:
/// data streams take nothing else, and an event that is there already counts as delivered.
///
/// The event's id is the document's `_id`. That tells a copy only within one backing index, so the
/// id is also the field `event.id`.
public final class BulkIndex implements Destination {
  /// 5 MiB a request: the lower end of what Elastic advises, kind to small clusters.
  private static final Limits LIMITS = new Limits(1000, 5 << 20, 4 << 20);

  private static final String ONLY =
      "filter_path=errors,error,status,items.*.status,items.*.error.type,items.*.error.reason,"
          + "items.*.failure_store";

  private final URI endpoint;
  private final Supplier<Map<String, String>> authorization;
  private final Profile profile;
  private final HttpSender http;
  private final InstantSource clock;

  /// @param dataStream name of a data stream or an index
  /// @param authorization header of each request, none for a cluster without security; throws
  ///   [ConfigException] if the secret can't be read
  /// @param http closed with this
  public BulkIndex(
      URI base,
      String dataStream,
      Supplier<Map<String, String>> authorization,
      Profile profile,
      HttpSender http,
      InstantSource clock) {
    String path = "/" + URLEncoder.encode(dataStream, StandardCharsets.UTF_8) + "/_bulk?" + ONLY;
    this.endpoint = base.resolve(path);
    this.authorization = authorization;
    this.profile = profile;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public Limits limits() {
    return LIMITS;
  }

  /// Two lines: what to do, and the document.
  @Override
  public byte[] prepare(IndexableEvent event) {
    JsonBytes json = new JsonBytes(event.raw().length * 5 / 4 + 1024);
    json.open().name("create").open().member("_id", event.id().value()).close().close().line();
    if (profile == Profile.RAW || profile == Profile.OCSF) {
      // These have no time by which a data stream could order them.
      json.open()
          .member("@timestamp", event.event().timestamp().toString())
          .name("event")
          .open()
          .member("id", event.id().value())
          .close()
          .name(profile == Profile.RAW ? "audit" : "ocsf");
      profile.write(event, json);
      json.close();
    } else {
      profile.write(event, json);
    }
    return json.line().toBytes();
  }

  @Override
  public Outcome send(List<Item> items) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    items.forEach(item -> body.writeBytes(item.body()));
    try {
      Map<String, String> headers = new HashMap<>(authorization.get());
      headers.put("Content-Type", "application/x-ndjson");
      headers.put("Content-Encoding", "gzip");
      Reply reply = http.post(endpoint, headers, HttpSender.gzip(body.toByteArray()));
      return reply.ok()
          ? BulkAnswer.outcome(items.size(), reply)
          : Answers.failure(items.size(), reply, clock);
    } catch (NoReplyException e) {
      return Answers.none(items.size(), e);
    } catch (ConfigException e) {
      return Outcome.again(items.size(), Signal.ACCESS, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
