package io.kubescribe.core.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsTest {
  @ParameterizedTest
  @EnumSource(Topic.class)
  void our_own_settings_give_no_warning(Topic topic) {
    assertThat(Topics.warnings(topic, topic.settings())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Topic.class)
  void kafka_itself_deletes_nothing(Topic topic) {
    assertThat(topic.settings())
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1")
        .containsEntry("max.message.bytes", "71303168");
  }

  @Test
  void a_small_record_limit_names_the_setting() {
    assertThat(Topics.warnings(Topic.AUDIT, with("max.message.bytes", "1048588")))
        .singleElement()
        .asString()
        .contains("kubescribe.audit", "1048588", "set its max.message.bytes to 71303168");
  }

  @Test
  void a_retention_by_age_or_size_names_the_setting() {
    assertThat(Topics.warnings(Topic.AUDIT, with("retention.ms", "604800000")))
        .singleElement()
        .asString()
        .contains("set its retention.ms from 604800000 to -1");
    assertThat(Topics.warnings(Topic.QUARANTINE, with("retention.bytes", "1")))
        .singleElement()
        .asString()
        .contains("set its retention.bytes from 1 to -1");
  }

  @Test
  void a_compacted_event_topic_is_named() {
    assertThat(Topics.warnings(Topic.AUDIT, with("cleanup.policy", "compact,delete")))
        .singleElement()
        .asString()
        .contains("set its cleanup.policy from compact,delete to delete");
  }

  @Test
  void a_broker_that_is_not_there_is_named_in_time() {
    KafkaConfig nobody = new KafkaConfig(false, "127.0.0.1:1", Map.of());
    assertThatThrownBy(() -> Topics.ensure(nobody, Duration.ofMillis(300)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:1");
  }

  private static Map<String, String> with(String setting, String value) {
    Map<String, String> settings = new HashMap<>(Topic.AUDIT.settings());
    settings.put(setting, value);
    return settings;
  }
}
