package io.kubescribe.forward.http;

import io.kubescribe.core.json.StrictJson;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// An answer that came whole.
///
/// @param body at most [HttpSender#LONGEST_REPLY] bytes of it
@SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
public record Reply(int status, HttpHeaders headers, byte[] body) {
  private static final int SHOWN = 200;

  /// No destination may switch a forwarder off for longer.
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /// The body as JSON; a missing node if it is none.
  public JsonNode json() {
    try {
      return StrictJson.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  /// Status and the beginning of the body on one line.
  public String summary() {
    String text = new String(body, 0, Math.min(body.length, SHOWN), StandardCharsets.UTF_8);
    StringBuilder line = new StringBuilder("HTTP ").append(status);
    if (!text.isBlank()) {
      line.append(": ");
      text.strip().chars().forEach(c -> line.append(c < ' ' || c == 0x7f ? ' ' : (char) c));
    }
    return line.toString();
  }

  /// How long the destination asks to be left alone, by seconds or a date; null if it does not.
  public @Nullable Duration retryAfter(InstantSource clock) {
    return headers.firstValue("Retry-After").map(text -> wait(text.strip(), clock)).orElse(null);
  }

  private static @Nullable Duration wait(String text, InstantSource clock) {
    Duration wait;
    try {
      wait =
          text.chars().allMatch(Character::isDigit)
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(clock.instant(), date(text));
    } catch (DateTimeParseException | NumberFormatException e) {
      return null;
    }
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private static Instant date(String text) {
    return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
