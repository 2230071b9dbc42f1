package io.kubescribe.queryapi.http;

import io.kubescribe.core.access.Right;

/// Who may use a route.
sealed interface Permission {
  /// Anybody who reaches the listener: nothing about events or people is told.
  record Open() implements Permission {}

  /// Anybody who is signed in; what is told is about themselves.
  record SignedIn() implements Permission {}

  /// Whoever has the right.
  record Needs(Right right) implements Permission {}
}
