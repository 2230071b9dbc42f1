package io.kubescribe.core.match;

/// Whether a value, as users write it, is one that a query asks for.
@FunctionalInterface
interface ValueTest {
  boolean passes(String value);
}
