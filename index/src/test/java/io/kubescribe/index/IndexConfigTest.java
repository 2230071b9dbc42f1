package io.kubescribe.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.config.ByteSize;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IndexConfigTest {
  @Test
  void the_defaults_suit_one_machine() {
    IndexConfig config = IndexConfig.DEFAULT;
    assertThat(config.store()).isEqualTo(IndexConfig.Store.LUCENE);
    assertThat(config.retention()).isEqualTo(Duration.ofDays(400));
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.commitSize()).isEqualTo(ByteSize.parse("64MiB"));
    assertThat(config.slice()).isEqualTo(Duration.ofDays(1));
    assertThat(config.memory()).isEqualTo(ByteSize.parse("128MiB"));
    assertThat(config.queryTimeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void every_key_can_be_set() {
    IndexConfig config =
        new IndexConfig(
            IndexConfig.Store.LUCENE,
            Duration.ofDays(30),
            Duration.ofSeconds(1),
            ByteSize.parse("1MiB"),
            Duration.ofHours(1),
            ByteSize.parse("64MiB"),
            Duration.ofSeconds(3));
    assertThat(config.retention()).isEqualTo(Duration.ofDays(30));
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.commitSize()).isEqualTo(ByteSize.parse("1MiB"));
    assertThat(config.slice()).isEqualTo(Duration.ofHours(1));
    assertThat(config.memory()).isEqualTo(ByteSize.parse("64MiB"));
    assertThat(config.queryTimeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void a_wrong_value_is_named_with_its_key() {
    assertThatThrownBy(() -> with(Duration.ZERO, Duration.ofDays(1), "64MiB", "128MiB"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("index.commitInterval: must be positive, was PT0S");
    assertThatThrownBy(() -> with(Duration.ofSeconds(1), Duration.ofDays(29), "64MiB", "128MiB"))
        .hasMessage("index.slice: must be whole seconds from PT10M to PT672H, was PT696H");
    assertThatThrownBy(() -> with(Duration.ofSeconds(1), Duration.ofDays(1), "0", "128MiB"))
        .hasMessage("index.commitSize: must be positive, was 0");
    assertThatThrownBy(() -> with(Duration.ofSeconds(1), Duration.ofDays(1), "1MiB", "1MiB"))
        .hasMessage("index.memory: must be at least 16MiB, was 1MiB");
  }

  private static IndexConfig with(
      Duration commitInterval, Duration slice, String commitSize, String memory) {
    return new IndexConfig(
        IndexConfig.Store.LUCENE,
        Duration.ofDays(30),
        commitInterval,
        ByteSize.parse(commitSize),
        slice,
        ByteSize.parse(memory),
        Duration.ofSeconds(3));
  }
}
