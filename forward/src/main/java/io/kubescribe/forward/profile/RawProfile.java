package io.kubescribe.forward.profile;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;

/// The event as it came. Broken UTF-8, which no receiver takes, becomes U+FFFD.
final class RawProfile implements Profile.Writer {
  @Override
  public void write(IndexableEvent event, JsonBytes json) {
    json.json(StrictJson.readable(event.raw()));
  }
}
