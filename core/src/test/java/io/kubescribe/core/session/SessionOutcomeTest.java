package io.kubescribe.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionOutcomeTest {
  private static SessionOutcome outcome(String status) {
    return SessionOutcome.of(status.getBytes(StandardCharsets.UTF_8));
  }

  private static String exit(String code) {
    return "{\"metadata\":{},\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"NonZeroExitCode\","
        + "\"details\":{\"causes\":[{\"reason\":\"Other\"},{\"reason\":\"ExitCode\",\"message\":\""
        + code
        + "\"}]}}";
  }

  @Test
  void success_is_zero() {
    assertThat(outcome("{\"metadata\":{},\"status\":\"Success\"}").exitCode()).hasValue(0);
    assertThat(outcome("")).isEqualTo(new SessionOutcome(OptionalInt.of(0), ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 137, 255})
  void an_exit_code_is_read(int code) {
    assertThat(outcome(exit(Integer.toString(code))))
        .isEqualTo(new SessionOutcome(OptionalInt.of(code), "m"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"256", "-1", "", "x", "1000"})
  void what_is_no_exit_code_is_none(String code) {
    assertThat(outcome(exit(code)).exitCode()).isEmpty();
  }

  @Test
  void other_failures_have_a_message_only() {
    assertThat(outcome("{\"status\":\"Failure\",\"reason\":\"InternalError\",\"message\":\"no\"}"))
        .isEqualTo(new SessionOutcome(OptionalInt.empty(), "no"));
    assertThat(outcome("exit code 3"))
        .isEqualTo(new SessionOutcome(OptionalInt.empty(), "exit code 3"));
    assertThat(outcome("[1]").message()).isEqualTo("[1]");
  }
}
