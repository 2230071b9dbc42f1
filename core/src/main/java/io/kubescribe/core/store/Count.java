package io.kubescribe.core.store;

/// A number of things.
///
/// @param exact false if there are at least `value` or, for distinct values, about `value`
public record Count(long value, boolean exact) {}
