package io.kubescribe.ingest.file;

import io.kubescribe.core.json.StrictJson;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Posts bodies to the receiver. Safe for use by many threads.
final class BodySender {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final ImportTarget target;
  private final String run;
  private final Tries tries;

  /// @param run the `Kubescribe-Import` of all bodies
  BodySender(ImportTarget target, String run, Tries tries) {
    this.target = target;
    this.run = run;
    this.tries = tries;
  }

  /// What the receiver has made durable of a body.
  record Taken(long accepted, long quarantined) {
    Taken plus(Taken other) {
      return new Taken(accepted + other.accepted, quarantined + other.quarantined);
    }
  }

  /// Sends until the receiver has answered.
  ///
  /// @throws ImportFailedException if it refuses the body, or doesn't answer for minutes
  Taken send(Body body) throws ImportFailedException, InterruptedException {
    byte[] bytes = body.bytes();
    HttpRequest request =
        HttpRequest.newBuilder(target.auditPath())
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + target.ingestToken())
            .header("Content-Type", "application/json")
            .header("Kubescribe-Import", run)
            .POST(BodyPublishers.ofByteArray(bytes))
            .build();
    HttpResponse<byte[]> response = tries.send(request);
    if (response.statusCode() == 413 && body.pieces().size() > 1) {
      Taken taken = new Taken(0, 0);
      for (Body half : body.halves()) {
        taken = taken.plus(send(half));
      }
      return taken;
    }
    if (response.statusCode() != 200) {
      throw new ImportFailedException(refused(response, bytes.length));
    }
    Taken taken = read(response.body());
    if (!body.isBroken() && taken.accepted() + taken.quarantined() != body.pieces().size()) {
      throw new ImportFailedException(
          "the receiver tells of %d events of a body that has %d: is %s a Kubescribe receiver?"
              .formatted(
                  taken.accepted() + taken.quarantined(), body.pieces().size(), target.audit()));
    }
    return taken;
  }

  private Taken read(byte[] answer) throws ImportFailedException {
    try {
      JsonNode json = StrictJson.MAPPER.readTree(answer);
      return new Taken(json.required("accepted").asLong(), json.required("quarantined").asLong());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new ImportFailedException(
          "the answer of " + target.audit() + " can't be understood: is it a Kubescribe receiver?");
    }
  }

  private String refused(HttpResponse<byte[]> response, int bytes) {
    String where = target.audit() + " answers " + response.statusCode() + ": ";
    return where
        + switch (response.statusCode()) {
          case 401 -> "it does not know the token for cluster " + target.cluster();
          case 403 -> "the token may not send for cluster " + target.cluster();
          case 413 ->
              "an event of " + bytes + " bytes is larger than its ingest.audit.maxBody: raise that";
          default -> "is it a Kubescribe receiver?";
        };
  }
}
