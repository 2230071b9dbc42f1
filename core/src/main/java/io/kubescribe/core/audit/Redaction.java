package io.kubescribe.core.audit;

/// One value that was replaced by a marker before an event was stored.
///
/// @param pointer RFC 6901 JSON pointer to the value within the event
/// @param rule which rule asked for it, such as `secret-data`, `token-request` or `pointer`
/// @param length length of the replaced JSON text in bytes
public record Redaction(String pointer, String rule, int length) {}
