package io.kubescribe.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.kubescribe.app.node.Role;
import io.kubescribe.core.kafka.Topic;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// What was on the screen of a session is found with its second, and what was typed unseen nowhere.
class SessionSearchIT {
  private static final String SECRET = "xK7secretQ9wZ";
  private static final String DELETE = "\u007f";

  @TempDir private Path folder;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final StringBuilder shown = new StringBuilder();

  @BeforeEach
  void listen() {
    logged.start();
    root().addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    root().detachAppender(logged);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private synchronized void receive(ByteBuffer bytes) {
    shown.append(StandardCharsets.ISO_8859_1.decode(bytes));
  }

  private synchronized String shown() {
    return shown.toString();
  }

  private GatewayNode start() throws IOException {
    return new GatewayNode(
        folder,
        "{ bootstrapServers: \"127.0.0.1:0\" }",
        "recordInput: masked",
        Set.of(Role.values()));
  }

  /// Lets the cluster send its audit events to the node.
  private void sendAudit(GatewayNode gateway) throws IOException {
    Path token;
    try (Stream<Path> all = Files.list(folder.resolve("data").resolve("ingest-tokens"))) {
      token = all.findFirst().orElseThrow();
    }
    URI audit = Objects.requireNonNull(gateway.node.addresses().audit());
    gateway.cluster.sendAudit(
        URI.create(audit + "/audit/" + token.getFileName()),
        Files.readString(token).strip(),
        Duration.ofMillis(200));
  }

  private Answers answers(GatewayNode gateway) throws IOException {
    return new Answers(
        Objects.requireNonNull(gateway.node.addresses().ui()),
        Files.readString(folder.resolve("data").resolve("admin.token")).strip());
  }

  private static List<JsonNode> hits(Answers answers, String query) {
    String path = "/api/v1/sessions/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    try {
      List<JsonNode> hits = new ArrayList<>();
      answers.json(path).get("hits").forEach(hits::add);
      return hits;
    } catch (IOException e) {
      // A busy machine: asked again.
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static JsonNode hit(Answers answers, String query) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> hits(answers, query), found -> !found.isEmpty())
        .getFirst();
  }

  @Test
  void what_was_on_the_screen_is_found_with_its_second() throws Exception {
    try (GatewayNode gateway = start();
        HttpClient http = HttpClient.newHttpClient()) {
      sendAudit(gateway);
      SessionClient client =
          new SessionClient(
              http, gateway.exec("container=sh&stdin=1&stdout=1&tty=1&command=sh"), this::receive);
      await().until(() -> !shown().isBlank());
      for (String key : List.of("s", "d", "o", DELETE, DELETE, "u", "d", "o", " ", "-", "n")) {
        client.type(key);
      }
      await().until(() -> shown().contains("udo -n"));
      client.type("\r");
      await().until(() -> shown().contains("\n"));
      client.type("echo 10.42.0.17 gr");
      await().until(() -> shown().contains("0.17 gr"));
      byte[] umlaut = "ö".getBytes(StandardCharsets.UTF_8);
      for (byte one : umlaut) {
        String before = shown();
        client.type(new byte[] {one});
        await().until(() -> shown().length() > before.length());
      }
      client.type("ten\rexit\r");
      assertThat(client.closed().get(30, TimeUnit.SECONDS)).isNotNull();

      Answers answers = answers(gateway);
      JsonNode found = hit(answers, "screen:\"sudo -n\" state:sealed");
      assertThat(hits(answers, "screen:sdo")).isEmpty();
      assertThat(hits(answers, "screen:grö*")).isNotEmpty();
      assertThat(hits(answers, "screen:grö*"))
          .allMatch(one -> one.get("line").asString().contains("gröten"));
      assertThat(hits(answers, "screen:10.42.0.17 user:ann action:exec pod:tool*")).isNotEmpty();
      assertThat(hits(answers, "screen:10.42.0.1")).isEmpty();
      assertThat(hits(answers, "command:\"sudo *\" user:ann")).isNotEmpty();
      assertThat(hits(answers, "command:sh user:bob")).isEmpty();

      String session = found.get("session").asString();
      String screen =
          answers.text(
              "/api/v1/sessions/"
                  + session
                  + "/screen?format=text&at="
                  + found.get("seconds").asString());
      assertThat(screen).contains("sudo -n");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> answers.count("session:" + session + " action:exec") > 0);
      JsonNode event =
          answers.json("/api/v1/events?limit=1&q=session:" + session).get("events").get(0);
      assertThat(event.get("session").asString()).isEqualTo(session);
    }
  }

  @Test
  void a_password_that_was_typed_unseen_stands_nowhere() throws Exception {
    try (GatewayNode gateway = start();
        HttpClient http = HttpClient.newHttpClient()) {
      for (String script :
          List.of(
              "echo Password:; head -n 1 >/dev/null; echo thanks",
              "printf Token:; head -n 1 >/dev/null; printf '*************\\n'; echo thanks")) {
        SessionClient client =
            new SessionClient(
                http,
                gateway.exec(
                    "container=sh&stdin=1&stdout=1&command=sh&command=-c&command="
                        + URLEncoder.encode(script, StandardCharsets.UTF_8).replace("+", "%20")),
                this::receive);
        // Before the prompt has come, letter by letter.
        SECRET.chars().forEach(c -> client.type(Character.toString(c)));
        client.type("\n");
        assertThat(client.closed().get(30, TimeUnit.SECONDS)).isNotNull();
      }
      Answers answers = answers(gateway);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> hits(answers, "screen:thanks state:sealed").size() == 2);

      for (JsonNode hit : hits(answers, "state:sealed")) {
        String session = "/api/v1/sessions/" + hit.get("session").asString();
        for (String path :
            List.of("", "/recording.cast", "/transcript?format=text", "/commands", "/timeline")) {
          assertThat(answers.text(session + path)).as(path).doesNotContain(SECRET);
        }
      }
      assertThat(topics(gateway.node.addresses().kafka()))
          .doesNotContain(SECRET)
          .contains("thanks");
      assertThat(logged.list).noneMatch(event -> event.getFormattedMessage().contains(SECRET));
      assertThat(files()).isEmpty();
      // Last, because what is asked for is itself recorded.
      assertThat(hits(answers, SECRET)).isEmpty();
    }
  }

  /// Every value of every topic.
  private static String topics(String broker) {
    StringBuilder all = new StringBuilder();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Arrays.stream(Topic.values())
              .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.value() != null) {
            all.append(new String(record.value(), StandardCharsets.ISO_8859_1)).append('\n');
          }
        }
      }
    }
    return all.toString();
  }

  /// The files of the data folder in which the secret stands as it is.
  private List<Path> files() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(SECRET)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
