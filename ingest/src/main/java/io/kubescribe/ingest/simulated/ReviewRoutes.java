package io.kubescribe.ingest.simulated;

import io.kubescribe.core.json.StrictJson;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Answers who somebody is and what they may. Safe for use by many threads.
final class ReviewRoutes {
  private final Authenticator authenticator;
  private final Authorizer authorizer;

  ReviewRoutes(Authenticator authenticator, Authorizer authorizer) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
  }

  void serve(Call call) throws ApiException, IOException {
    if (!call.info().verb().equals("create")) {
      throw ApiException.methodNotAllowed();
    }
    ObjectNode review = call.body();
    switch (call.info().resource()) {
      case "selfsubjectreviews" -> {
        review.put("kind", "SelfSubjectReview").put("apiVersion", "authentication.k8s.io/v1");
        call.caller().write(review.putObject("status").putObject("userInfo"));
      }
      case "tokenreviews" -> token(review);
      case "selfsubjectaccessreviews" ->
          access(review, "SelfSubjectAccessReview", call.caller().name());
      case "subjectaccessreviews" ->
          access(review, "SubjectAccessReview", review.path("spec").path("user").asString(""));
      default -> throw ApiException.noSuchPath();
    }
    call.answer(201, review);
  }

  private void token(ObjectNode review) {
    review.put("kind", "TokenReview").put("apiVersion", "authentication.k8s.io/v1");
    Optional<SimulatedUser> user =
        authenticator.ofToken(review.path("spec").path("token").asString(""));
    ObjectNode status = StrictJson.MAPPER.createObjectNode();
    if (user.isPresent()) {
      status.put("authenticated", true);
      Caller.of(user.get()).write(status.putObject("user"));
    } else {
      status.put("error", "invalid bearer token");
    }
    review.set("status", status);
  }

  private void access(ObjectNode review, String kind, String user) {
    review.put("kind", kind).put("apiVersion", "authorization.k8s.io/v1");
    JsonNode wish = review.path("spec").path("resourceAttributes");
    JsonNode path = review.path("spec").path("nonResourceAttributes");
    String resource = wish.path("resource").asString("");
    String subresource = wish.path("subresource").asString("");
    boolean allowed =
        path.isObject()
            ? authorizer.allows(
                user, path.path("verb").asString(""), path.path("path").asString(""), "")
            : authorizer.allows(
                user,
                wish.path("verb").asString(""),
                subresource.isEmpty() ? resource : resource + "/" + subresource,
                wish.path("namespace").asString(""));
    ObjectNode status = review.putObject("status").put("allowed", allowed);
    if (allowed) {
      status.put("reason", "simulated: a right of the user covers it");
    }
  }
}
