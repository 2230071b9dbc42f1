package io.kubescribe.app.cli;

import io.kubescribe.app.text.Printable;
import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The query API of a server, as one user.
///
/// @param uri without path
/// @param tokenFrom where the token is from, for messages
record Api(URI uri, String token, String tokenFrom) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /// An answer that is an error.
  ///
  /// @param column of the query that it is about, 0 if it is about something else
  record Refusal(int status, String message, int column) {}

  /// The body of the answer, or why there is none.
  sealed interface Answer {
    @SuppressWarnings("ArrayRecordComponent") // bytes are passed on, never compared
    record Body(byte[] bytes) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}
  }

  /// A body that is read as it comes, or why there is none.
  sealed interface Opening {
    /// @param body to be closed; ends by an [IOException] if the connection breaks
    record Opened(InputStream body) implements Opening {}

    record Refused(Refusal refusal) implements Opening {}
  }

  /// @throws CommandException if there is no server, or it does not take the token
  Answer get(String path, Map<String, String> parameters)
      throws CommandException, InterruptedException {
    HttpResponse<byte[]> response = send(path, parameters, BodyHandlers.ofByteArray());
    return response.statusCode() == 200
        ? new Answer.Body(response.body())
        : new Answer.Refused(refusal(response.statusCode(), response.body()));
  }

  /// As [#get], for what may be long.
  Opening open(String path, Map<String, String> parameters)
      throws CommandException, InterruptedException {
    HttpResponse<InputStream> response = send(path, parameters, BodyHandlers.ofInputStream());
    if (response.statusCode() == 200) {
      return new Opening.Opened(response.body());
    }
    try (InputStream body = response.body()) {
      return new Opening.Refused(refusal(response.statusCode(), body.readAllBytes()));
    } catch (IOException e) {
      throw CommandException.failed("asking " + uri + " failed: " + e.getMessage());
    }
  }

  private <T> HttpResponse<T> send(
      String path, Map<String, String> parameters, HttpResponse.BodyHandler<T> handler)
      throws CommandException, InterruptedException {
    String query =
        parameters.entrySet().stream()
            .filter(parameter -> !parameter.getValue().isEmpty())
            .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
            .collect(Collectors.joining("&"));
    String base = uri.toString().replaceFirst("/+$", "");
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(base + path + (query.isEmpty() ? "" : "?" + query)))
              .timeout(ANSWER)
              .header("Authorization", "Bearer " + token)
              .build();
    } catch (IllegalArgumentException e) {
      throw CommandException.wrongUse("the token from " + tokenFrom + " can't be sent: is it one?");
    }
    try {
      return known(CLIENT.send(request, handler));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw CommandException.failed(
          "no server answers at "
              + uri
              + ": start one with 'up', or name another with --server or --data");
    } catch (IOException e) {
      throw CommandException.failed("asking " + uri + " failed: " + e.getMessage());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private <T> HttpResponse<T> known(HttpResponse<T> response) throws CommandException {
    return switch (response.statusCode()) {
      case 401 ->
          throw CommandException.failed(
              uri + " does not know the token from " + tokenFrom + ": is it that server's?");
      case 403 ->
          throw CommandException.failed(
              "the token from " + tokenFrom + " may not do this at " + uri);
      default -> response;
    };
  }

  private Refusal refusal(int status, byte[] body) {
    try {
      JsonNode error = StrictJson.MAPPER.readTree(body).path("error");
      String message = error.path("message").asString("");
      if (!message.isEmpty()) {
        int column = error.path("detail").path("column").asInt(0);
        return new Refusal(status, Printable.line(message), column);
      }
    } catch (JacksonException e) {
      // Said below.
    }
    return new Refusal(status, uri + " answers " + status + ": is it a Kubescribe server?", 0);
  }
}
