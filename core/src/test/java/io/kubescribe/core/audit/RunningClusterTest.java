package io.kubescribe.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How events are read that were seen on a running cluster; `docs/apiserver.md` lists what was
/// seen.
class RunningClusterTest {
  private static final String EXEC =
      "\"requestURI\":\"/api/v1/namespaces/prod/pods/toolbox/exec?command=sh&command=-c&command=id"
          + "&stdout=true\",\"objectRef\":{\"resource\":\"pods\",\"namespace\":\"prod\",\"name\":"
          + "\"toolbox\",\"apiVersion\":\"v1\",\"subresource\":\"exec\"}";

  private static AuditEvent read(String stage, String members) throws UnreadableEventException {
    String event =
        "{\"level\":\"Metadata\",\"auditID\":\"a\",\"stage\":\"%s\",\"stageTimestamp\":\"%s\",%s}"
            .formatted(stage, "2026-11-23T03:32:08.702042Z", members);
    EventEnvelope envelope =
        new EventEnvelope(
            new ClusterName("prod"),
            "webhook",
            Instant.parse("2026-11-23T03:32:09Z"),
            List.of(),
            null);
    return AuditEventParser.parse(event.getBytes(StandardCharsets.UTF_8), envelope);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "create"})
  void an_exec_is_one_action_whatever_its_verb(String verb) throws Exception {
    AuditEvent event = read("ResponseStarted", EXEC + ",\"verb\":\"" + verb + "\"");
    assertThat(event.action()).isEqualTo("exec");
    assertThat(event.verb()).isEqualTo(verb);
    assertThat(event.pod()).isEqualTo("toolbox");
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 400, 403, 404, 422})
  void each_stage_of_an_exec_is_an_event_with_its_code(int code) throws Exception {
    AuditEvent received = read("RequestReceived", EXEC);
    assertThat(received.action()).isEqualTo("exec");
    assertThat(received.code()).isZero();
    for (String stage : List.of("ResponseStarted", "ResponseComplete")) {
      AuditEvent event = read(stage, EXEC + ",\"responseStatus\":{\"code\":" + code + "}");
      assertThat(event.code()).isEqualTo(code);
      assertThat(event.stage()).isEqualTo(stage);
    }
  }

  @Test
  void command_and_container_come_from_the_address_whole() throws Exception {
    String argument = "x".repeat(6_000);
    AuditEvent event = read("RequestReceived", EXEC.replace("=id&", "=" + argument + "&"));
    assertThat(event.command()).isEqualTo("sh -c " + argument);
    assertThat(event.container()).isNull();
    assertThat(read("RequestReceived", EXEC.replace("stdout", "container=c&stdout")).container())
        .isEqualTo("c");
  }

  @Test
  void who_acts_for_another_stays_beside_the_other() throws Exception {
    String user = "\"user\":{\"username\":\"gateway\",\"groups\":[\"gateways\"]}";
    assertThat(read("RequestReceived", user).impersonatedUser()).isNull();
    AuditEvent event =
        read("ResponseComplete", user + ",\"impersonatedUser\":{\"username\":\"carol\"}");
    assertThat(event.user()).isEqualTo("gateway");
    assertThat(event.impersonatedUser()).isEqualTo("carol");
  }

  @Test
  void a_failed_login_is_one_event_of_nobody() throws Exception {
    AuditEvent event =
        read("ResponseStarted", "\"verb\":\"list\",\"user\":{},\"responseStatus\":{\"code\":401}");
    assertThat(event.user()).isNull();
    assertThat(event.groups()).isEmpty();
    assertThat(event.decision()).isNull();
    assertThat(event.code()).isEqualTo(401);
  }

  @Test
  void only_the_last_address_is_no_claim_and_an_agent_may_be_missing() throws Exception {
    AuditEvent event = read("ResponseComplete", "\"sourceIPs\":[\"203.0.113.9\",\"10.0.0.7\"]");
    assertThat(event.sourceIp()).isEqualTo("10.0.0.7");
    assertThat(event.sourceIps()).containsExactly("203.0.113.9", "10.0.0.7");
    assertThat(event.userAgent()).isNull();
  }

  @Test
  void a_refusal_is_told_by_its_code_though_the_decision_says_allow() throws Exception {
    AuditEvent event =
        read(
            "ResponseComplete",
            EXEC
                + ",\"verb\":\"get\",\"responseStatus\":{\"code\":403},\"annotations\":"
                + "{\"authorization.k8s.io/decision\":\"allow\"},\"authenticationMetadata\":"
                + "{\"impersonationConstraint\":\"x\"}");
    assertThat(event.code()).isEqualTo(403);
    assertThat(event.decision()).isEqualTo("allow");
  }
}
