package io.kubescribe.app.config;

import io.kubescribe.app.config.Node.Group;
import io.kubescribe.core.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Makes the config of this process: defaults, over them the file, the environment, the options.
public final class ConfigLoader {
  private static final int MOST_BYTES = 1 << 20;
  private static final Kind.Section SCHEMA = Kind.of(AppConfig.class);

  private ConfigLoader() {}

  /// Reads and checks everything, the files that the config names too.
  ///
  /// @param file YAML, null for none
  /// @param variables the environment; of interest are names that begin with `KUBESCRIBE_`
  /// @param options in order, later ones win
  /// @throws ConfigException with one line for each problem: where, which key, what is allowed,
  ///   what was found
  public static AppConfig load(
      @Nullable Path file, Map<String, String> variables, List<Setting> options) {
    return load(file, variables, options, true);
  }

  /// As [#load], but leaves the files alone that the config names: for commands that talk to a
  /// running server, whose user need not be allowed to read its keys.
  public static AppConfig loadForClient(
      @Nullable Path file, Map<String, String> variables, List<Setting> options) {
    return load(file, variables, options, false);
  }

  private static AppConfig load(
      @Nullable Path file, Map<String, String> variables, List<Setting> options, boolean server) {
    Problems problems = new Problems();
    Group root =
        file == null
            ? new Group(new LinkedHashMap<>(), "config")
            : parse(text(file), file.toString(), problems);
    Overlay overlay = new Overlay(root, SCHEMA, problems);
    Environment.settings(variables, SCHEMA, problems).forEach(overlay::lay);
    options.forEach(overlay::lay);
    AppConfig config =
        (AppConfig) new Binder(problems).section(SCHEMA, root, AppConfig.DEFAULT, "");
    if (config != null && server) {
      new NamedFiles(root, problems).check(config);
    }
    problems.throwIfAny();
    if (config == null) {
      throw new IllegalStateException("a config without problems must bind");
    }
    return config;
  }

  private static Group parse(String text, String file, Problems problems) {
    try {
      return YamlReader.read(text, file, problems);
    } catch (JacksonException e) {
      YamlFault fault = YamlFault.of(e);
      problems.add(file + ":" + fault.line(), "", fault.message());
      problems.throwIfAny();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ConfigException(
            "config file " + file + ": must be at most 1 MiB, is larger: is it the right file?");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new ConfigException("config file " + file + ": does not exist", e);
    } catch (CharacterCodingException e) {
      throw new ConfigException("config file " + file + ": must be UTF-8, is not", e);
    } catch (IOException e) {
      throw new ConfigException("config file " + file + ": can't be read: " + e.getMessage(), e);
    }
  }
}
