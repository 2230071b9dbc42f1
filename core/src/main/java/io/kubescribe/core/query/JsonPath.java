package io.kubescribe.core.query;

import java.util.regex.Pattern;

/// A dotted path into the audit event, such as `requestObject.spec.hostPID`. Array elements have no
/// index of their own: `requestObject.spec.containers.image` finds the image of any container. Keys
/// that contain dots are written as they are: `annotations.authorization.k8s.io/decision`.
///
/// @param text the full path; the short forms `req.` and `resp.` are already resolved
public record JsonPath(String text) implements FieldRef {
  private static final Pattern SHORT = Pattern.compile("^(req|resp)\\.");

  /// Resolves the short forms `req.` and `resp.`.
  public static JsonPath of(String text) {
    return new JsonPath(
        SHORT
            .matcher(text)
            .replaceFirst(m -> m.group(1).equals("req") ? "requestObject." : "responseObject."));
  }
}
