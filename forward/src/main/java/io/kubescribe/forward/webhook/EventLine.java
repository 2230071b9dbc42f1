package io.kubescribe.forward.webhook;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.profile.JsonBytes;
import io.kubescribe.forward.profile.Profile;

/// An event as one line of JSON: `id`, `cluster`, `receivedAt` and the `event`; what the webhook
/// posts and what files hold. Static.
public final class EventLine {
  private EventLine() {}

  /// The line with its end.
  public static byte[] of(IndexableEvent event, Profile profile) {
    JsonBytes json = new JsonBytes(event.raw().length + 256);
    json.open()
        .member("id", event.id().value())
        .member("cluster", event.event().cluster().value())
        .member("receivedAt", event.envelope().receivedAt().toString())
        .name("event");
    profile.write(event, json);
    return json.close().line().toBytes();
  }
}
