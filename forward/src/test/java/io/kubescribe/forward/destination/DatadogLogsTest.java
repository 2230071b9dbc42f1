package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.store.IndexableEvent;
import io.kubescribe.forward.datadog.DatadogLogs;
import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.testkit.forward.FakeDatadog;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.Faults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DatadogLogsTest implements DestinationContract {
  @TempDir Path folder;
  private FakeDatadog receiver;
  private Destination destination;

  @BeforeEach
  void start() throws IOException {
    receiver = new FakeDatadog("key-1", new Faults(1));
    receiver.start();
    Files.writeString(folder.resolve("key"), "key-1");
    destination =
        new DatadogLogs(
            receiver.uri(),
            new Secret(folder.resolve("key")),
            null,
            Profile.RAW,
            new HttpSender("datadog", null, Duration.ofSeconds(10)),
            InstantSource.system());
  }

  @AfterEach
  void stop() throws IOException {
    destination.close();
    receiver.close();
  }

  @Override
  public FakeReceiver receiver() {
    return receiver;
  }

  @Override
  public Destination destination() {
    return destination;
  }

  @Override
  public void rotateAtReceiver() {
    receiver.key("key-2-longer");
  }

  @Override
  public void rotateAtSender() throws IOException {
    Files.writeString(folder.resolve("key"), "key-2-longer");
  }

  @Test
  void the_message_is_the_event_as_the_agent_would_have_read_it() throws Exception {
    IndexableEvent event = Events.of(1, "a\\\"b");
    JsonNode log = StrictJson.MAPPER.readTree(destination.prepare(event));
    assertThat(log.path("message").stringValue())
        .isEqualTo(new String(event.raw(), StandardCharsets.UTF_8));
    assertThat(log.path("ddtags").stringValue())
        .isEqualTo("cluster:prod,event_uid:" + event.id().value());
    assertThat(log.path("timestamp").longValue())
        .isEqualTo(event.event().timestamp().toEpochMilli());
  }
}
