package io.kubescribe.forward.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubescribe.forward.delivery.Destination;
import io.kubescribe.forward.delivery.Events;
import io.kubescribe.forward.delivery.Fate;
import io.kubescribe.forward.delivery.Outcome;
import io.kubescribe.forward.http.HttpSender;
import io.kubescribe.forward.http.Secret;
import io.kubescribe.forward.profile.Profile;
import io.kubescribe.forward.webhook.Webhook;
import io.kubescribe.testkit.forward.FakeReceiver;
import io.kubescribe.testkit.forward.FakeWebhook;
import io.kubescribe.testkit.forward.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest implements DestinationContract {
  @TempDir Path folder;
  private FakeWebhook receiver;
  private Destination destination;

  @BeforeEach
  void start() throws IOException {
    receiver = new FakeWebhook("key-1", new Faults(1));
    receiver.start();
    Files.writeString(folder.resolve("key"), "key-1");
    destination =
        new Webhook(
            receiver.uri().resolve("/hook"),
            new Secret(folder.resolve("key")),
            Profile.RAW,
            new HttpSender("webhook", null, Duration.ofSeconds(10)),
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
    receiver.secret("key-2-longer");
  }

  @Override
  public void rotateAtSender() throws IOException {
    Files.writeString(folder.resolve("key"), "key-2-longer");
  }

  @Test
  void a_line_that_is_rejected_by_name_is_refused_alone() throws Exception {
    Outcome outcome = send(List.of(Events.of(0), Events.of(1, FakeReceiver.POISON), Events.of(2)));
    assertThat(outcome.fates())
        .containsExactly(Fate.DELIVERED, new Fate.Refused("poison"), Fate.DELIVERED);
  }
}
