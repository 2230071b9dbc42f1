package io.kubescribe.queryapi.http;

import io.javalin.http.Context;
import io.kubescribe.core.access.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request that [RouteGuard] let through.
///
/// @param signedIn null on open routes
/// @param session the cookie's secret, null without one
record Call(
    UUID id,
    Instant time,
    @Nullable Principal signedIn,
    @Nullable String session,
    Parameters parameters,
    String address,
    Context context) {
  /// @throws IllegalStateException on an open route
  Principal principal() {
    if (signedIn == null) {
      throw new IllegalStateException("an open route has no principal");
    }
    return signedIn;
  }

  String pathPart(String name) {
    return context.pathParam(name);
  }

  Map<String, String> parametersGiven() {
    return parameters.given();
  }
}
