package io.kubescribe.app.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Settings from environment variables: `KUBESCRIBE_INGEST_AUDIT_LISTEN` is `ingest.audit.listen`.
/// An empty variable counts as not set.
final class Environment {
  private static final String PREFIX = "KUBESCRIBE_";

  /// Read elsewhere: by the script, and as defaults of command line options.
  private static final Set<String> OTHERS =
      Set.of(
          "KUBESCRIBE_JVM",
          "KUBESCRIBE_SCRIPT",
          "KUBESCRIBE_SERVER",
          "KUBESCRIBE_TOKEN",
          "KUBESCRIBE_CONFIG",
          "KUBESCRIBE_LOG",
          "KUBESCRIBE_LOG_LEVEL");

  /// Kubernetes sets these in every container for each service, so for one named "kubescribe".
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "KUBESCRIBE_([A-Z0-9_]+_)?"
              + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)");

  private Environment() {}

  static List<Setting> settings(
      Map<String, String> variables, Kind.Section root, Problems problems) {
    SequencedMap<String, String> keys = new LinkedHashMap<>();
    collect(root, "", keys);
    List<Setting> settings = new ArrayList<>();
    new TreeMap<>(variables)
        .forEach((name, value) -> {
          if (!name.startsWith(PREFIX) || OTHERS.contains(name)) {
            return;
          }
          String key = keys.get(name);
          if (key != null) {
            if (!value.isEmpty()) {
              settings.add(new Setting(key, value, name));
            }
          } else if (!SERVICE_LINK.matcher(name).matches()) {
            Optional<String> near = UnknownKey.nearest(name, keys.keySet());
            problems.add(
                name,
                "",
                "no setting has this name; "
                    + near.map(known -> "nearest is " + known + "; ").orElse("")
                    + "unset it, docs/configuration.md has the names");
          }
        });
    return settings;
  }

  /// The variable of a dotted key.
  static String variable(String key) {
    return PREFIX
        + key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private static void collect(Kind.Section section, String path, Map<String, String> keys) {
    section
        .members()
        .forEach((name, member) -> {
          String key = path.isEmpty() ? name : path + "." + name;
          if (member.kind() instanceof Kind.Section below) {
            collect(below, key, keys);
          } else if (!(member.kind() instanceof Kind.Sections)) {
            keys.put(variable(key), key);
          }
        });
  }
}
