package io.kubescribe.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  @TempDir private Path folder;

  @Test
  void a_new_token_is_one_line_of_256_bits_that_only_the_owner_reads() throws IOException {
    Path file = folder.resolve("new/prod");
    TokenFile token = TokenFile.open(file);

    String text = Files.readString(file);
    assertThat(text).matches("[A-Za-z0-9_-]{43}\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(token.matches(text.strip())).isTrue();
    assertThat(token.matches(text)).isFalse();
    assertThat(token.matches("")).isFalse();
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void the_file_keeps_its_token() throws IOException {
    Path file = folder.resolve("prod");
    TokenFile first = TokenFile.open(file);
    assertThat(TokenFile.open(file).sameAs(first)).isTrue();
    assertThat(TokenFile.open(folder.resolve("dev")).sameAs(first)).isFalse();
  }

  @Test
  void many_who_open_at_once_get_one_token() throws Exception {
    Path file = folder.resolve("prod");
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<TokenFile> open = () -> TokenFile.open(file);
      List<Future<TokenFile>> opened =
          threads.invokeAll(Stream.generate(() -> open).limit(32).toList());
      TokenFile first = opened.getFirst().get();
      for (Future<TokenFile> other : opened) {
        assertThat(other.get().sameAs(first)).isTrue();
      }
    }
  }

  @Test
  void a_file_that_others_may_read_is_refused() throws IOException {
    Path file = folder.resolve("prod");
    TokenFile.open(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> TokenFile.open(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("chmod 600");
  }

  @Test
  void a_short_token_is_refused_without_showing_it() throws IOException {
    Path file = folder.resolve("prod");
    TokenFile.open(file);
    Files.writeString(file, "hunter2\n");
    assertThatThrownBy(() -> TokenFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("at least 32 characters, has 7")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void reading_makes_no_file() {
    Path file = folder.resolve("prod");
    assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(NoSuchFileException.class);
    assertThat(file).doesNotExist();
  }
}
