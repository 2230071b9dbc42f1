package io.kubescribe.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kubescribe.core.audit.AuditEvent;
import io.kubescribe.core.audit.AuditEventParser;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.audit.EventEnvelope;
import io.kubescribe.core.audit.UserKind;
import io.kubescribe.core.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoStoryTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:25:31.118Z");
  private static final long SEED = 7;

  private static final List<byte[]> RAW = new ArrayList<>();
  private static final List<AuditEvent> EVENTS = new ArrayList<>();

  @BeforeAll
  static void read_the_story() throws Exception {
    Iterator<byte[]> batches = story(NOW, SEED).batches();
    while (batches.hasNext()) {
      List<byte[]> items = items(batches.next());
      assertThat(items).hasSizeBetween(1, DemoStory.BATCH);
      RAW.addAll(items);
    }
    EventEnvelope envelope =
        new EventEnvelope(new ClusterName(DemoStory.CLUSTER), "webhook", NOW, List.of(), null);
    for (byte[] raw : RAW) {
      EVENTS.add(AuditEventParser.parse(raw, envelope));
    }
  }

  @Test
  void every_event_parses_without_anything_odd() {
    assertThat(EVENTS.size()).isBetween(35_000, 60_000);
    assertThat(count(event -> !event.flags().isEmpty())).isZero();
  }

  @Test
  void events_come_in_order_of_time_within_the_last_day() {
    Instant last = NOW.minus(Duration.ofHours(24));
    for (AuditEvent event : EVENTS) {
      if (event.timestamp().isBefore(last)) {
        fail("%s comes after %s", event.timestamp(), last);
      }
      last = event.timestamp();
    }
    assertThat(last).isBeforeOrEqualTo(NOW);
  }

  @Test
  void no_two_events_are_the_same_stage_of_one_request() {
    Set<String> stages = new HashSet<>();
    EVENTS.forEach(event -> stages.add(event.auditId() + event.stage()));
    assertThat(stages.size()).isEqualTo(EVENTS.size());
  }

  @Test
  void same_seed_and_instant_give_the_same_bytes() throws Exception {
    assertThat(digest(NOW, SEED)).isEqualTo(digest(NOW, SEED));
    assertThat(digest(NOW, SEED + 1)).isNotEqualTo(digest(NOW, SEED));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 5, 6, 7, 12, 18, 22, 23})
  void the_whole_incident_lies_in_the_window_at_any_hour(int hour) {
    Instant now = Instant.parse("2026-11-20T00:09:59Z").plus(Duration.ofHours(hour));
    Instant incident = story(now, SEED).incident();
    assertThat(incident).isBetween(now.minus(Duration.ofHours(22)), now.minus(Duration.ofHours(4)));
    assertThat(incident.toString().substring(11, 13))
        .isIn("20", "21", "22", "23", "00", "01", "02");
  }

  @Test
  void days_are_busier_than_nights() {
    long noon = countFrom("2026-11-20T09:00:00Z");
    long night = countFrom("2026-11-20T04:00:00Z");
    assertThat(noon).isGreaterThan(2 * night);
  }

  @Test
  void the_hour_of_the_incident_stands_out_of_the_night() {
    long incident = countFrom("2026-11-20T02:00:00Z");
    assertThat(incident).isGreaterThan(3 * countFrom("2026-11-20T01:00:00Z") / 2);
  }

  @Test
  void ordinary_failures_are_there() {
    assertThat(List.of(403, 404, 409))
        .allMatch(code -> count(event -> event.code() == code && !intruder(event)) > 20);
  }

  @Test
  void the_incident_can_be_followed_beat_by_beat() {
    assertThat(count(e -> intruder(e) && "Forbidden".equals(e.reason()))).isGreaterThan(300);
    assertThat(usersOf(DemoStoryTest::intruder))
        .containsExactlyInAnyOrder(
            "system:anonymous",
            "system:serviceaccount:monitoring:metrics-agent",
            "system:serviceaccount:ci:deploy-bot",
            "kubernetes-admin",
            "system:serviceaccount:kube-system:cluster-backup",
            "");
    assertThat(
            one(e ->
                "secrets".equals(e.resource())
                    && Intrusion.STOLEN_SECRET.equals(e.name())
                    && "get".equals(e.verb())))
        .contains("metrics-agent");
    assertThat(
            one(e ->
                "pods".equals(e.resource())
                    && Takeover.POD.equals(e.name())
                    && "create".equals(e.verb())
                    && e.subresource() == null
                    && e.code() == 201))
        .contains("\"hostPID\":true", "\"path\":\"/\"", "\"privileged\":true");
    assertThat(one(e -> Takeover.BINDING.equals(e.name()) && e.code() == 201))
        .contains("kubernetes-admin", "cluster-admin");
    assertThat(count(e -> "deletecollection".equals(e.verb()) && e.code() == 200)).isEqualTo(2);
    assertThat(
            count(e ->
                "nodes".equals(e.resource())
                    && "patch".equals(e.verb())
                    && "dara@example.com".equals(e.user())))
        .isPositive();
    assertThat(count(e -> e.code() == 401)).isGreaterThan(20);
  }

  /// The numbers that `docs/demo.md` names.
  @Test
  void the_guided_tour_counts_right() {
    assertThat(count(e -> intruder(e) && e.code() == 403)).isEqualTo(784);
    assertThat(count(e -> intruder(e) && "secrets".equals(e.resource()) && e.code() == 200))
        .isEqualTo(6);
    assertThat(RAW.stream().filter(raw -> text(raw).contains("\"hostPID\":true")).count())
        .isEqualTo(2);
    assertThat(usersOf(e -> "serviceaccount".equals(kind(e)) && !inside(e)))
        .containsExactlyInAnyOrder(
            "system:serviceaccount:monitoring:metrics-agent",
            "system:serviceaccount:ci:deploy-bot",
            "system:serviceaccount:kube-system:cluster-backup");
  }

  @Test
  void exec_shows_its_three_stages_over_both_transports() {
    Predicate<AuditEvent> inside = e -> "exec".equals(e.action()) && Takeover.POD.equals(e.pod());
    assertThat(count(inside.and(e -> "get".equals(e.verb())))).isEqualTo(6 * 3);
    assertThat(count(inside.and(e -> "create".equals(e.verb())))).isEqualTo(3);
    assertThat(EVENTS.stream().filter(inside).map(AuditEvent::command))
        .anyMatch(command -> command != null && command.contains("/pki/etcd/server.key"));
    assertThat(List.of("attach", "portforward", "debug"))
        .allMatch(action -> count(e -> intruder(e) && action.equals(e.action())) > 0);
  }

  @Test
  void some_bodies_hold_what_redaction_must_replace() {
    assertThat(count(e -> "secrets".equals(e.resource()) && "RequestResponse".equals(e.level())))
        .isGreaterThan(30);
    assertThat(one(e -> "token".equals(e.subresource()) && "kubernetes-admin".equals(e.user())))
        .contains("\"token\":\"eyJ");
  }

  private static DemoStory story(Instant now, long seed) {
    return new DemoStory(InstantSource.fixed(now), seed);
  }

  private static byte[] digest(Instant now, long seed) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    Iterator<byte[]> batches = story(now, seed).batches();
    for (int i = 0; i < 30; i++) {
      sha256.update(batches.next());
    }
    return sha256.digest();
  }

  private static boolean inside(AuditEvent event) {
    return event.sourceIp() != null && event.sourceIp().startsWith("10.");
  }

  private static String kind(AuditEvent event) {
    return UserKind.of(event.user()).text();
  }

  private static String text(byte[] raw) {
    return new String(raw, StandardCharsets.UTF_8);
  }

  private static boolean intruder(AuditEvent event) {
    return Intrusion.ADDRESS.equals(event.sourceIp());
  }

  private static long countFrom(String hour) {
    Instant from = Instant.parse(hour);
    Instant to = from.plus(Duration.ofHours(1));
    return count(e -> !e.timestamp().isBefore(from) && e.timestamp().isBefore(to));
  }

  private static long count(Predicate<AuditEvent> condition) {
    return EVENTS.stream().filter(condition).count();
  }

  private static Set<String> usersOf(Predicate<AuditEvent> condition) {
    Set<String> users = new HashSet<>();
    EVENTS.stream()
        .filter(condition)
        .forEach(event -> users.add(Objects.requireNonNullElse(event.user(), "")));
    return users;
  }

  private static String one(Predicate<AuditEvent> condition) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < EVENTS.size(); i++) {
      if (condition.test(EVENTS.get(i))) {
        found.add(text(RAW.get(i)));
      }
    }
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static List<byte[]> items(byte[] body) {
    List<byte[]> items = new ArrayList<>();
    RawJson.members(
        body,
        0,
        body.length,
        (nameFrom, nameTo, valueFrom, valueTo) -> {
          int at = valueFrom + 1;
          while (RawJson.nameIs(body, nameFrom, nameTo, "items") && at < valueTo) {
            int end = RawJson.skipValue(body, at, valueTo);
            items.add(Arrays.copyOfRange(body, at, end));
            at = end + 1;
          }
        });
    return items;
  }
}
