package io.kubescribe.ingest.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTokensTest {
  private static final ClusterName PROD = new ClusterName("prod");
  private static final ClusterName DEV = new ClusterName("dev");
  private static final String RENEWED = "a-token-that-somebody-chose-0123456789";

  @TempDir private Path folder;

  private IngestTokens open() throws IOException {
    return IngestTokens.open(folder, List.of(PROD, DEV));
  }

  private String token(ClusterName cluster) throws IOException {
    return Files.readString(folder.resolve(cluster.value())).strip();
  }

  /// Replaces a file as tools do: aside and moved.
  private void replace(ClusterName cluster, String text, String mode) throws IOException {
    Path fresh = Files.writeString(folder.resolve(cluster + ".new"), text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
    Files.move(fresh, folder.resolve(cluster.value()), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void each_cluster_has_a_file_of_its_own() throws IOException {
    IngestTokens tokens = open();
    assertThat(token(PROD)).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(token(DEV));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("prod"))))
        .isEqualTo("rw-------");
    assertThat(tokens.owner(token(PROD))).contains(PROD);
    assertThat(tokens.owner(token(DEV))).contains(DEV);
  }

  @Test
  void anything_else_is_nobodys() throws IOException {
    IngestTokens tokens = open();
    String token = token(PROD);
    for (String other :
        List.of("", "x", token + "x", token.substring(1), "x".repeat(100_000), token + "\n")) {
      assertThat(tokens.owner(other)).isEmpty();
    }
  }

  @Test
  void tokens_outlive_a_restart() throws IOException {
    open();
    String token = token(PROD);
    assertThat(open().owner(token)).contains(PROD);
  }

  @Test
  void a_replaced_token_holds_and_the_old_one_no_longer() throws IOException {
    IngestTokens tokens = open();
    String old = token(PROD);
    replace(PROD, RENEWED + "\n", "rw-------");
    assertThat(tokens.owner(old)).contains(PROD);
    tokens.refresh();
    assertThat(tokens.owner(old)).isEmpty();
    assertThat(tokens.owner(RENEWED)).contains(PROD);
    assertThat(tokens.owner(token(DEV))).contains(DEV);
  }

  @Test
  void a_deleted_file_withdraws_its_token_until_there_is_one_again() throws IOException {
    IngestTokens tokens = open();
    String old = token(PROD);
    Files.delete(folder.resolve("prod"));
    tokens.refresh();
    assertThat(tokens.owner(old)).isEmpty();
    assertThat(folder.resolve("prod")).doesNotExist();
    replace(PROD, RENEWED, "rw-------");
    tokens.refresh();
    assertThat(tokens.owner(RENEWED)).contains(PROD);
  }

  @Test
  void a_file_that_cannot_be_used_leaves_the_last_token() throws IOException {
    IngestTokens tokens = open();
    String old = token(PROD);
    replace(PROD, "", "rw-------");
    tokens.refresh();
    assertThat(tokens.owner(old)).contains(PROD);
    replace(PROD, RENEWED, "rw-r--r--");
    tokens.refresh();
    assertThat(tokens.owner(old)).contains(PROD);
    assertThat(tokens.owner(RENEWED)).isEmpty();
  }

  @Test
  void no_cluster_may_have_the_token_of_another() throws IOException {
    IngestTokens tokens = open();
    String old = token(PROD);
    String dev = token(DEV);
    replace(PROD, dev, "rw-------");
    tokens.refresh();
    assertThat(tokens.owner(dev)).contains(DEV);
    assertThat(tokens.owner(old)).contains(PROD);
    assertThatThrownBy(this::open)
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("prod", "dev", "must differ")
        .hasMessageNotContaining(dev);
  }
}
