package io.kubescribe.forward.datadog;

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
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.JsonBytes;
import io.kubescribe.forward.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Datadog's logs intake, version 2. The event stands in `message` as a text, so that Datadog's own
/// pipeline reads it as it reads the agent's.
///
/// Datadog cuts a log over 1 MB and still says yes, keeps no id to tell a copy by, and shows a log
/// older than 18 hours at the time of its arrival: so larger events are made smaller here, and each
/// carries its id as a tag.
public final class DatadogLogs implements Destination {
  /// Under the 1,000 logs, 5 MB and 1 MB that are allowed: a rest stays for brackets and commas.
  private static final Limits LIMITS = new Limits(1000, 4_250_000, 990_000);

  private final URI endpoint;
  private final Secret apiKey;
  private final String service;
  private final Profile profile;
  private final HttpSender http;
  private final InstantSource clock;

  /// @param base of the intake, such as `https://http-intake.logs.datadoghq.eu`
  /// @param service null for `audit`
  /// @param http closed with this
  public DatadogLogs(
      URI base,
      Secret apiKey,
      @Nullable String service,
      Profile profile,
      HttpSender http,
      InstantSource clock) {
    this.endpoint = base.resolve("/api/v2/logs");
    this.apiKey = apiKey;
    this.service = service == null ? "audit" : service;
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
    JsonBytes json = new JsonBytes(event.raw().length * 5 / 4 + 256);
    String cluster = event.event().cluster().value();
    return json.open()
        .member("ddsource", "kubernetes.audit")
        .member("service", service)
        .member("hostname", cluster)
        .member("ddtags", "cluster:" + cluster + ",event_uid:" + event.id().value())
        .member("timestamp", event.event().timestamp().toEpochMilli())
        .name("message")
        .text(profile.bytes(event))
        .close()
        .toBytes();
  }

  @Override
  public Outcome send(List<Item> items) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < items.size(); i++) {
      body.write(i == 0 ? '[' : ',');
      body.writeBytes(items.get(i).body());
    }
    body.write(']');
    try {
      Reply reply =
          http.post(
              endpoint,
              Map.of(
                  "DD-API-KEY",
                  apiKey.text(),
                  "Content-Type",
                  "application/json",
                  "Content-Encoding",
                  "gzip"),
              HttpSender.gzip(body.toByteArray()));
      return reply.ok()
          ? Outcome.delivered(items.size())
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
