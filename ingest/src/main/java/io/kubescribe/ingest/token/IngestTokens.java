package io.kubescribe.ingest.token;

import io.kubescribe.core.ConfigException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.crypto.Secrets;
import io.kubescribe.core.crypto.TokenFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The token of each cluster that may send, in `DATA/ingest-tokens/CLUSTER`. Only hashes are kept.
/// Safe for use by many threads.
public final class IngestTokens {
  private static final Logger log = LoggerFactory.getLogger(IngestTokens.class);

  /// The longest text that is looked at; ours have 43 characters.
  private static final int MAX_LENGTH = 512;

  private final Path folder;
  private final List<ClusterName> clusters;
  private final Set<ClusterName> warned = new HashSet<>();
  private volatile Map<ClusterName, TokenFile> current;

  private IngestTokens(
      Path folder, List<ClusterName> clusters, Map<ClusterName, TokenFile> current) {
    this.folder = folder;
    this.clusters = List.copyOf(clusters);
    this.current = Map.copyOf(current);
  }

  /// Reads the files, and makes a new random token for each cluster that has none.
  ///
  /// @throws ConfigException if others may read a file, a token is shorter than 32 characters, or
  ///   two clusters have the same
  public static IngestTokens open(Path folder, List<ClusterName> clusters) throws IOException {
    Map<ClusterName, TokenFile> tokens = new TreeMap<>();
    for (ClusterName cluster : clusters) {
      TokenFile token = TokenFile.open(folder.resolve(cluster.value()));
      requireOwn(cluster, token, tokens);
      tokens.put(cluster, token);
    }
    return new IngestTokens(folder, clusters, tokens);
  }

  private static void requireOwn(
      ClusterName cluster, TokenFile token, Map<ClusterName, TokenFile> others) {
    others.forEach((other, taken) -> {
      if (!other.equals(cluster) && taken.sameAs(token)) {
        throw new ConfigException(
            "token files of clusters "
                + other
                + " and "
                + cluster
                + ": must differ, so that one can't send as the other: delete one for a new token");
      }
    });
  }

  /// Whose token this is. Takes the same time for every text that is none, the empty one too.
  public Optional<ClusterName> owner(String presented) {
    byte[] hash = Secrets.hash(presented.length() > MAX_LENGTH ? "" : presented);
    ClusterName owner = null;
    for (Map.Entry<ClusterName, TokenFile> entry : current.entrySet()) {
      owner = entry.getValue().holds(hash) ? entry.getKey() : owner;
    }
    return Optional.ofNullable(owner);
  }

  /// Reads the files again: a new token holds from now on, the old one no longer. Without its file
  /// a cluster has no token; of a file that can't be used the last token stays, with a warning.
  public synchronized void refresh() {
    Map<ClusterName, TokenFile> tokens = new TreeMap<>(current);
    for (ClusterName cluster : clusters) {
      TokenFile before = tokens.get(cluster);
      TokenFile after = reread(cluster, tokens);
      if (after == null) {
        tokens.remove(cluster);
      } else {
        tokens.put(cluster, after);
      }
      if (before == null ? after != null : after == null || !before.sameAs(after)) {
        log.atInfo()
            .addKeyValue("cluster", cluster)
            .log(after == null ? "webhook token was withdrawn" : "webhook token was changed");
      }
    }
    current = Map.copyOf(tokens);
  }

  private @Nullable TokenFile reread(ClusterName cluster, Map<ClusterName, TokenFile> tokens) {
    try {
      TokenFile token = TokenFile.read(folder.resolve(cluster.value()));
      requireOwn(cluster, token, tokens);
      warned.remove(cluster);
      return token;
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException | ConfigException e) {
      if (warned.add(cluster)) {
        log.atWarn()
            .addKeyValue("cluster", cluster)
            .addKeyValue("reason", e.getMessage())
            .log("webhook token can't be read again, the last one stays");
      }
      return tokens.get(cluster);
    }
  }
}
