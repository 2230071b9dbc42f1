package io.kubescribe.app.config;

import io.kubescribe.app.config.Node.Empty;
import io.kubescribe.app.config.Node.Group;
import io.kubescribe.app.config.Node.Items;
import io.kubescribe.app.config.Node.Member;
import io.kubescribe.app.config.Node.Scalar;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Lays settings from outside the file over those of the file.
final class Overlay {
  private final Group root;
  private final Kind.Section schema;
  private final Problems problems;

  Overlay(Group root, Kind.Section schema, Problems problems) {
    this.root = root;
    this.schema = schema;
    this.problems = problems;
  }

  /// @throws IllegalArgumentException if no setting has the key
  void lay(Setting setting) {
    String[] names = setting.key().split("\\.");
    Kind.Section section = schema;
    Group group = root;
    for (int i = 0; i < names.length; i++) {
      Kind.@Nullable Member known = section.members().get(names[i]);
      if (known == null) {
        break;
      }
      if (i == names.length - 1 && !(known.kind() instanceof Kind.Section)) {
        Node node = node(known.kind(), setting);
        group.members().put(names[i], new Member(node, setting.origin()));
        return;
      }
      if (known.kind() instanceof Kind.Section below) {
        Member member =
            group
                .members()
                .compute(
                    names[i],
                    (_, there) ->
                        there == null || there.value() instanceof Empty
                            ? new Member(
                                new Group(new LinkedHashMap<>(), setting.origin()),
                                setting.origin())
                            : there);
        if (!(member.value() instanceof Group next)) {
          // What the file has there is wrong and will be reported.
          return;
        }
        section = below;
        group = next;
      }
    }
    throw new IllegalArgumentException("no setting is named " + setting.key());
  }

  private Node node(Kind kind, Setting setting) {
    return switch (kind) {
      case Kind.Values _ ->
          new Items(
              parts(setting.text()).stream()
                  .<Node>map(item -> new Scalar(item, setting.origin()))
                  .toList(),
              setting.origin());
      case Kind.Pairs _ -> pairs(setting);
      case Kind.Sections _ ->
          throw new IllegalArgumentException(setting.key() + " can be set in a file only");
      case Kind.Value _, Kind.Section _ -> new Scalar(setting.text(), setting.origin());
    };
  }

  private Group pairs(Setting setting) {
    SequencedMap<String, Member> members = new LinkedHashMap<>();
    for (String pair : parts(setting.text())) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        // Not shown: it may be the tail of a password that has a comma.
        problems.add(
            setting.origin(),
            setting.key(),
            "must be NAME=VALUE, comma separated; a value that has a comma needs a config file");
        continue;
      }
      Node value = new Scalar(pair.substring(equals + 1), setting.origin());
      members.put(pair.substring(0, equals).strip(), new Member(value, setting.origin()));
    }
    return new Group(members, setting.origin());
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
