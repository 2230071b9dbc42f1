package io.kubescribe.queryapi.http;

import io.javalin.http.Context;
import io.kubescribe.core.access.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request that [RouteGuard] knows the sender of.
///
/// @param signedIn null on open routes
/// @param session the cookie's secret, null without one
/// @param parameters as sent until [RouteGuard] has checked them
record Call(
    UUID id,
    Instant time,
    Route route,
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

  Call with(Parameters checked) {
    return new Call(id, time, route, signedIn, session, checked, address, context);
  }

  String pathPart(String name) {
    return context.pathParam(name);
  }

  /// Parts of the path that the route names.
  Map<String, String> pathParts() {
    return context.pathParamMap();
  }
}
