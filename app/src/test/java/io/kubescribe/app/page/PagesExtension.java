package io.kubescribe.app.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives each test its [Pages]. One server with the demo's story and the [OddEvents], and one
/// browser, serve all tests of the run.
final class PagesExtension implements ParameterResolver, AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(PagesExtension.class);

  /// What all tests share; JUnit closes it at the end of the run.
  static final class Shared implements AutoCloseable {
    final Chromium chromium = new Chromium();
    final PageServer server;
    private final Path folder;

    Shared() {
      try {
        folder = Files.createTempDirectory("kubescribe-pages");
        server = new PageServer(folder);
        server.loadStory();
        server.load(OddEvents.CLUSTER, OddEvents.payloads());
        server.load(OddEvents.CLUSTER, OddEvents.names());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      chromium.close();
      server.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Pages.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Shared shared =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(Shared.class, _ -> new Shared(), Shared.class);
    Pages pages = new Pages(shared.server, shared.chromium.browser());
    context.getStore(NAMESPACE).put(Pages.class, pages);
    return pages;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Pages pages = context.getStore(NAMESPACE).remove(Pages.class, Pages.class);
    if (pages != null) {
      pages.end();
    }
  }
}
