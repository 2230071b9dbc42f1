package io.kubescribe.app.config;

/// One setting from outside the config file.
///
/// @param key dotted, such as `ingest.audit.listen`
/// @param text the value as a file would have it; items of a list and `NAME=VALUE` pairs of a map
///   comma separated
/// @param origin where it comes from, as messages name it, such as `--data`
public record Setting(String key, String text, String origin) {}
