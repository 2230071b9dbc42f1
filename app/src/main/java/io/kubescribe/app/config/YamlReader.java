package io.kubescribe.app.config;

import io.kubescribe.app.config.Node.Empty;
import io.kubescribe.app.config.Node.Group;
import io.kubescribe.app.config.Node.Items;
import io.kubescribe.app.config.Node.Member;
import io.kubescribe.app.config.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads YAML into nodes that know their line. Takes the plain part of YAML only: no anchors,
/// aliases, tags or second documents, so nothing in a file can grow beyond what is written.
final class YamlReader {
  private static final YAMLFactory YAML = new YAMLFactory();

  private final YAMLParser parser;
  private final String file;
  private final Problems problems;

  private YamlReader(YAMLParser parser, String file, Problems problems) {
    this.parser = parser;
    this.file = file;
    this.problems = problems;
  }

  /// @param file as messages name it
  /// @return an empty group for a file without settings
  /// @throws tools.jackson.core.JacksonException if the text is not YAML
  static Group read(String text, String file, Problems problems) {
    try (YAMLParser parser = (YAMLParser) YAML.createParser(ObjectReadContext.empty(), text)) {
      return new YamlReader(parser, file, problems).document();
    }
  }

  private Group document() {
    Group none = new Group(new LinkedHashMap<>(), file + ":1");
    JsonToken first = parser.nextToken();
    if (first == null || first == JsonToken.VALUE_NULL) {
      return none;
    }
    if (first != JsonToken.START_OBJECT) {
      problems.add(origin(), "", "must begin with a key such as dataDir, has " + shown(first));
      return none;
    }
    Group group = group("");
    if (parser.nextToken() != null) {
      problems.add(origin(), "", "must hold one YAML document, has a second");
    }
    return group;
  }

  private Node node(JsonToken token, String key) {
    refuseExtras(key);
    return switch (token) {
      case START_OBJECT -> group(key);
      case START_ARRAY -> items(key);
      case VALUE_NULL -> new Empty(origin());
      default -> new Scalar(parser.getString(), origin());
    };
  }

  private Group group(String key) {
    SequencedMap<String, Member> members = new LinkedHashMap<>();
    Group group = new Group(members, origin());
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      String origin = origin();
      String path = key.isEmpty() ? name : key + "." + name;
      refuseExtras(path);
      Member member = new Member(node(parser.nextToken(), path), origin);
      @Nullable Member earlier = members.putIfAbsent(name, member);
      if (earlier != null) {
        problems.add(origin, path, "stands twice; first at " + earlier.origin());
      }
    }
    return group;
  }

  private Items items(String key) {
    List<Node> nodes = new ArrayList<>();
    String origin = origin();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      nodes.add(node(token, key));
    }
    return new Items(nodes, origin);
  }

  private void refuseExtras(String key) {
    if (parser.isCurrentAlias()) {
      problems.add(origin(), key, "must be written out, was the alias *" + parser.getString());
    } else if (parser.getObjectId() != null) {
      problems.add(origin(), key, "must have no anchor, had &" + parser.getObjectId());
    } else if (parser.getTypeId() != null) {
      problems.add(origin(), key, "must have no YAML tag, had " + parser.getTypeId());
    }
  }

  private String origin() {
    return file + ":" + parser.currentTokenLocation().getLineNr();
  }

  private static String shown(JsonToken token) {
    return token == JsonToken.START_ARRAY ? "a list" : "a single value";
  }
}
