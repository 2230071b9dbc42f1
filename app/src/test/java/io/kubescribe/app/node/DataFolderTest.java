package io.kubescribe.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kubescribe.core.ConfigException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// B66 of the catalogue of bad inputs.
class DataFolderTest {
  @TempDir Path parent;

  @Test
  void a_new_folder_is_for_its_owner_only_and_opens_again() throws Exception {
    Path path = parent.resolve("a/data");
    DataFolder.open(path).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rwx------");
    DataFolder.open(path).close();
    assertThat(path.resolve("format")).hasContent("kubescribe 1\n");
  }

  @Test
  void a_first_start_that_was_cut_off_is_made_good() throws Exception {
    Path path = Files.createDirectory(parent.resolve("data"));
    Files.createFile(path.resolve("lock"));
    Files.createFile(path.resolve("format.tmp"));
    DataFolder.open(path).close();
    assertThat(path.resolve("format")).hasContent("kubescribe 1\n");
  }

  @Test
  void a_second_process_is_told_who_has_the_folder() throws Exception {
    Path path = parent.resolve("data");
    try (DataFolder first = DataFolder.open(path)) {
      new RunFile(URI.create("http://127.0.0.1:8080"), null, null, "127.0.0.1:9092", 4711)
          .write(path);
      assertThatThrownBy(() -> DataFolder.open(path))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("in use", "process 4711", "http://127.0.0.1:8080", "--data");
      assertThat(first.path()).isEqualTo(path);
    }
  }

  @Test
  void a_folder_of_another_version_is_refused_and_left_alone() throws Exception {
    Path path = Files.createDirectory(parent.resolve("data"));
    Files.writeString(path.resolve("format"), "kubescribe 2\n");
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("has format 2, this version reads and writes 1");
    assertThat(path).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void a_folder_with_other_files_is_refused_and_left_alone() throws Exception {
    Path path = Files.createDirectory(parent.resolve("data"));
    Files.writeString(path.resolve("thesis.tex"), "");
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("holds other files");
    assertThat(path).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void a_file_in_its_place_is_refused() throws Exception {
    Path path = Files.createFile(parent.resolve("data"));
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void a_folder_that_can_not_be_written_to_is_refused() throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("root may write everywhere")
        .isNotEqualTo("root");
    Path path = Files.createDirectory(parent.resolve("data"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-x------"));
    assertThatThrownBy(() -> DataFolder.open(path))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("can't use");
  }
}
