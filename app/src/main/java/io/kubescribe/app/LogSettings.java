package io.kubescribe.app;

import io.kubescribe.core.ConfigException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// How the process logs, from its environment: `logback.xml` can't tell an unknown or empty value
/// from a wish to log nothing.
final class LogSettings {
  private LogSettings() {}

  /// To be called before the first logger is made.
  ///
  /// @throws ConfigException if a value is not allowed
  static void apply(Map<String, String> environment) {
    set(environment, "KUBESCRIBE_LOG", "kubescribeLog", List.of("text", "json"));
    set(
        environment,
        "KUBESCRIBE_LOG_LEVEL",
        "kubescribeLogLevel",
        List.of("error", "warn", "info", "debug", "trace"));
    // Lucene logs by the JDK's own logging.
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  private static void set(
      Map<String, String> environment, String variable, String property, List<String> allowed) {
    String value = environment.getOrDefault(variable, "").toLowerCase(Locale.ROOT);
    if (value.isEmpty()) {
      return;
    }
    if (!allowed.contains(value)) {
      throw new ConfigException(
          variable + ": must be of " + String.join(", ", allowed) + ", was '" + value + "'");
    }
    System.setProperty(property, value);
  }
}
