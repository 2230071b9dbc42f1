package io.kubescribe.ingest;

/// As whom the gateway sends requests to kube-apiserver.
public enum IdentityMode {
  /// As the client: its bearer token goes upstream unchanged. The gateway learns who it is from the
  /// apiserver, with that token.
  PASS_THROUGH,
  /// As the gateway, which checks the client's certificate or token itself and sets
  /// `Impersonate-*`. Needs the right to impersonate and to review tokens.
  IMPERSONATE
}
