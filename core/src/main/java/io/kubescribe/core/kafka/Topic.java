package io.kubescribe.core.kafka;

import java.util.LinkedHashMap;
import java.util.Map;

/// The topics that exist so far, with the shape in which they are created.
///
/// Kafka drops nothing by itself (`retention.ms` -1): records that every store has made durable are
/// deleted by us. Records are never split: a topic takes 68 MiB, which is the largest webhook body
/// (64 MiB) and room for headers.
public enum Topic {
  AUDIT("kubescribe.audit", 4, "delete"),
  SESSIONS("kubescribe.sessions", 4, "delete"),
  DERIVED("kubescribe.derived", 4, "delete"),
  CONTROL("kubescribe.control", 1, "delete"),
  ACCESS("kubescribe.access", 1, "delete"),
  QUARANTINE("kubescribe.quarantine", 1, "delete"),
  DEADLETTERS("kubescribe.deadletters", 1, "delete"),
  STATE("kubescribe.state", 1, "compact");

  /// The largest record in bytes.
  public static final int MAX_RECORD = 68 << 20;

  private final String topicName;
  private final int partitions;
  private final String cleanup;

  Topic(String topicName, int partitions, String cleanup) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.cleanup = cleanup;
  }

  public String topicName() {
    return topicName;
  }

  /// Partitions at creation; more may be added later.
  public int partitions() {
    return partitions;
  }

  String cleanup() {
    return cleanup;
  }

  boolean compacted() {
    return cleanup.equals("compact");
  }

  /// Topic settings at creation.
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("cleanup.policy", cleanup);
    settings.put("max.message.bytes", Integer.toString(MAX_RECORD));
    settings.put("retention.ms", "-1");
    settings.put("retention.bytes", "-1");
    return settings;
  }
}
