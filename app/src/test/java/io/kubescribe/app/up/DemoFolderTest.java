package io.kubescribe.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.app.node.DataFolder;
import io.kubescribe.core.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir Path parent;

  @Test
  void is_emptied_at_each_start() throws Exception {
    Path path = parent.resolve("demo-data");
    DemoFolder.renew(path);
    Files.createDirectories(path.resolve("index/slices"));
    Files.writeString(path.resolve("index/slices/old"), "old");
    Files.writeString(path.resolve("data.key"), "old");
    DemoFolder.renew(path);
    assertThat(path).isDirectoryNotContaining("glob:**{index,data.key}");
    DataFolder.open(path).close();
  }

  @Test
  void never_empties_data_that_is_not_the_demo_s() throws Exception {
    Path path = parent.resolve("data");
    DataFolder.open(path).close();
    Files.writeString(path.resolve("data.key"), "precious");
    assertThatThrownBy(() -> DemoFolder.renew(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("not the demo's");
    assertThat(path.resolve("data.key")).hasContent("precious");
  }

  @Test
  void is_left_alone_while_it_is_in_use() throws Exception {
    Path path = parent.resolve("demo-data");
    DemoFolder.renew(path);
    Files.writeString(path.resolve("data.key"), "in use");
    try (DataFolder held = DataFolder.open(path)) {
      assertThatThrownBy(() -> DemoFolder.renew(path))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("in use");
      assertThat(held.path().resolve("data.key")).exists();
    }
  }
}
