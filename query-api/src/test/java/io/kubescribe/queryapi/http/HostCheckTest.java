package io.kubescribe.queryapi.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubescribe.core.config.HostPort;
import io.kubescribe.queryapi.QueryConfig;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostCheckTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, true",
    "127.0.0.1, LOCALHOST, true",
    "127.0.0.1, [::1], true",
    "127.0.0.1, ::1, true",
    "127.0.0.1, audit.example.com, true",
    "127.0.0.1, 10.0.0.7, false",
    "127.0.0.1, evil.example.com, false",
    "127.0.0.1, '', false",
    "127.0.0.1, localhost.evil.example.com, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.8, false",
    "0.0.0.0, 10.0.0.8, true",
    "0.0.0.0, [2001:db8::1], true",
    "0.0.0.0, audit.example.com, true",
    "0.0.0.0, evil.example.com, false",
    "0.0.0.0, 10.0.0.8.evil.example.com, false",
    "::, 10.0.0.8, true",
    "::, evil.example.com, false"
  })
  void only_our_own_names_are_answered(String listen, String host, boolean ours) {
    HostCheck check =
        new HostCheck(
            new QueryConfig(
                new HostPort(listen, 8080),
                List.of("audit.example.com"),
                new QueryConfig.Auth(true)));
    if (ours) {
      assertThatCode(() -> check.check(host)).doesNotThrowAnyException();
    } else {
      assertThatExceptionOfType(ApiException.class).isThrownBy(() -> check.check(host));
    }
  }
}
