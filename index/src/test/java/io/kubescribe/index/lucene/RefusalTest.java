package io.kubescribe.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.store.Checkpoint;
import io.kubescribe.index.IndexConfig;
import io.kubescribe.testkit.SampleEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad input B66: a folder that is not this version's, or not this process's, is refused with a
/// word, and nothing is written to it.
class RefusalTest {
  @TempDir Path folder;

  private LuceneSearchStore open() throws IOException {
    return LuceneSearchStore.open(folder, IndexConfig.DEFAULT, InstantSource.system());
  }

  @BeforeEach
  void fill() throws IOException {
    try (LuceneSearchStore store = open()) {
      store.append(new SampleEvents(1).indexable(100, 0));
      store.commit(Checkpoint.NONE.with(new Checkpoint.Partition("kubescribe.audit", 0), 25));
    }
  }

  private Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString(),
            Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  private void assertRefused(String... words) throws IOException {
    Map<String, String> before = content();
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptDataException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
    assertThat(content()).isEqualTo(before);
  }

  @Test
  void a_newer_format() throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder.resolve("root"));
        IndexWriter root = new IndexWriter(directory, new IndexWriterConfig())) {
      Map<String, String> data = new TreeMap<>();
      root.getLiveCommitData().forEach(entry -> data.put(entry.getKey(), entry.getValue()));
      data.put("format", "2");
      root.setLiveCommitData(data.entrySet());
      root.commit();
    }
    assertRefused("search store has format 2, this version reads 1");
  }

  @Test
  void a_root_that_can_not_be_read() throws IOException {
    for (String damage : new String[] {"cut", "flipped", "newer"}) {
      Path segments = segments();
      byte[] bytes = Files.readAllBytes(segments);
      byte[] damaged = damage.equals("cut") ? Arrays.copyOf(bytes, 20) : bytes.clone();
      if (damage.equals("flipped")) {
        damaged[bytes.length / 2] ^= 1;
      } else if (damage.equals("newer")) {
        damaged[4 + 1 + "segments".length() + 3] = 127;
      }
      Files.write(segments, damaged);
      assertRefused(folder.toString());
      Files.write(segments, bytes);
    }
    open().close();
  }

  private Path segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("root"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("segments_"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void slices_without_their_root() throws IOException {
    IOUtils.rm(folder.resolve("root"));
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptDataException.class)
        .hasMessageContaining("restore the folder 'root'");
  }

  @Test
  void a_slice_that_is_missing_or_foreign() throws IOException {
    Path slice;
    try (Stream<Path> slices = Files.list(folder.resolve("slices"))) {
      slice = slices.sorted().findFirst().orElseThrow();
    }
    Path aside = folder.resolve("slices").resolve("main-20200101T000000Z-86400");
    Files.move(slice, aside);
    assertRefused(aside.toString(), "is not named by the root index");
    Files.move(aside, folder.resolveSibling(folder.getFileName() + "-aside"));
    assertRefused(slice.toString(), "is missing");
    IOUtils.rm(folder.resolveSibling(folder.getFileName() + "-aside"));
  }

  @Test
  void a_folder_that_another_process_has() throws Exception {
    Process holder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LockHolder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream told = holder.getInputStream()) {
      assertThat(new String(told.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("open");
      Map<String, String> before = content();
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessage("search store " + folder + " is in use by another process");
      assertThat(content()).isEqualTo(before);
    } finally {
      holder.getOutputStream().close();
      holder.waitFor();
    }
    open().close();
  }
}
