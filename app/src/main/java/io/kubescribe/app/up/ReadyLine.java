package io.kubescribe.app.up;

import io.kubescribe.app.cli.Terminal;
import io.kubescribe.app.node.Node;
import io.kubescribe.app.node.RunFile;
import java.io.IOException;
import java.net.URI;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The one line on standard output that tells programs where everything listens.
final class ReadyLine {
  private ReadyLine() {}

  /// @param link signs the first user in once, null without the role `query`
  static void print(Terminal terminal, Node node, @Nullable URI link) throws IOException {
    RunFile addresses = node.addresses();
    StringJoiner line = new StringJoiner(" ", "ready ", "\n");
    if (addresses.ui() != null) {
      line.add("ui=" + addresses.ui());
    }
    if (addresses.audit() != null) {
      line.add("audit=" + addresses.audit() + "/audit/{cluster}");
    }
    if (addresses.gateway() != null) {
      // With one gateway its address alone, else each behind the name of its cluster.
      boolean one = addresses.gateway().size() == 1;
      addresses
          .gateway()
          .forEach((cluster, uri) -> line.add("gateway=" + (one ? "" : cluster + "@") + uri));
    }
    line.add("kafka=" + addresses.kafka());
    if (link != null) {
      line.add("login=" + link);
    }
    terminal.print(line.toString());
  }
}
