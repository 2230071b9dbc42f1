package io.kubescribe.forward.destination;

import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.testkit.SampleEvents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Events that a careless writer of JSON breaks on.
final class Oddities {
  private Oddities() {}

  static List<IndexableEvent> events() {
    List<byte[]> raw = new ArrayList<>();
    raw.add(SampleEvents.event("quotes \\\" and \\\\", "\"userAgent\":\"a\\\"b\\\\c\\u0001\\n\""));
    raw.add(SampleEvents.event("lines", "\"requestObject\":\n{\"a\":\r\n1 }"));
    raw.add(SampleEvents.event("scripts", "\"userAgent\":\"Größe 日本語 \\ud83d\\ude00 😀\""));
    raw.add(SampleEvents.event("no user", "\"user\":{},\"sourceIPs\":[],\"annotations\":{}"));
    raw.add(SampleEvents.event("not objects", "\"requestObject\":null,\"responseObject\":[1,2]"));
    raw.add(SampleEvents.event("hops", "\"sourceIPs\":[\"203.0.113.9\",\"::1\",\"not an ip\"]"));
    byte[] broken = SampleEvents.event("broken", "\"userAgent\":\"a?b\"");
    broken[new String(broken, StandardCharsets.ISO_8859_1).indexOf("a?b") + 1] = (byte) 0xc3;
    raw.add(broken);
    List<IndexableEvent> events = new ArrayList<>();
    IndexableEvent any = Events.of(0);
    raw.forEach(bytes ->
        events.add(
            new SampleEvents.Sample(bytes, any.envelope()).at(any.partition(), events.size())));
    events.addAll(new SampleEvents(20261124).indexable(200, 0));
    return events;
  }
}
