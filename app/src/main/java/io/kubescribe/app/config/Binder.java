package io.kubescribe.app.config;

import io.kubescribe.app.config.Node.Empty;
import io.kubescribe.app.config.Node.Group;
import io.kubescribe.app.config.Node.Items;
import io.kubescribe.app.config.Node.Scalar;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes records of nodes. Goes on after a problem, so that all are found.
final class Binder {
  private final Problems problems;

  Binder(Problems problems) {
    this.problems = problems;
  }

  /// @param defaults what stands where nothing is written; null if some keys must be given
  /// @param path dotted key of the section, empty for the root
  /// @return null if there was a problem
  @Nullable Record section(
      Kind.Section section, Group group, @Nullable Record defaults, String path) {
    group
        .members()
        .forEach((name, member) -> {
          if (!section.members().containsKey(name)) {
            problems.add(
                member.origin(),
                join(path, name),
                UnknownKey.message(join(path, name), name, section));
          }
        });
    List<@Nullable Object> values = new ArrayList<>();
    boolean complete = true;
    for (Map.Entry<String, Kind.Member> entry : section.members().entrySet()) {
      Kind.Member member = entry.getValue();
      Node.@Nullable Member written = group.members().get(entry.getKey());
      Object inherited = defaults == null ? null : valueOf(member.component(), defaults);
      String key = join(path, entry.getKey());
      Object value =
          written == null ? inherited : value(member.kind(), written.value(), inherited, key);
      if (value == null && written == null && !member.optional()) {
        problems.add(group.origin(), key, "must be given beside the others there, is missing");
      }
      complete &= value != null || (written == null && member.optional());
      values.add(value);
    }
    return complete ? construct(section.type(), values, group, path) : null;
  }

  private @Nullable Object value(Kind kind, Node node, @Nullable Object inherited, String key) {
    return switch (kind) {
      case Kind.Section section ->
          switch (node) {
            case Group group -> section(section, group, (Record) inherited, key);
            // A section whose keys are all commented out is one that says nothing.
            case Empty _ when inherited != null -> inherited;
            case Node other ->
                wrong(other, key, "must have keys of " + UnknownKey.keys(section) + " below it");
          };
      case Kind.Value(ValueType type) -> scalar(type, node, key);
      case Kind.Values(ValueType item) ->
          node instanceof Items(List<Node> nodes, String _)
              ? items(item, nodes, key)
              : wrong(node, key, "must be a list such as [a, b]");
      case Kind.Sections(Kind.Section item) ->
          node instanceof Items(List<Node> nodes, String _)
              ? sections(item, nodes, key)
              : wrong(node, key, "must be a list of sections, each begun by '- '");
      case Kind.Pairs _ ->
          switch (node) {
            case Group group -> pairs(group, key);
            case Empty _ when inherited != null -> inherited;
            case Node other -> wrong(other, key, "must be a map such as {a.b: c}");
          };
    };
  }

  private @Nullable Object scalar(ValueType type, Node node, String key) {
    if (!(node instanceof Scalar(String text, String origin))) {
      return wrong(node, key, "must be a single value (" + type.name() + ")");
    }
    try {
      return type.parser().apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(origin, key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable List<Object> items(ValueType type, List<Node> nodes, String key) {
    List<Object> values = new ArrayList<>();
    for (Node node : nodes) {
      Object value = scalar(type, node, key);
      if (value != null) {
        values.add(value);
      }
    }
    return values.size() == nodes.size() ? values : null;
  }

  private @Nullable List<Record> sections(Kind.Section item, List<Node> nodes, String key) {
    List<Record> values = new ArrayList<>();
    for (Node node : nodes) {
      if (node instanceof Group group) {
        Record value = section(item, group, defaultsOf(item.type()), key);
        if (value != null) {
          values.add(value);
        }
      } else {
        wrong(node, key, "must have keys of " + UnknownKey.keys(item) + " below it");
      }
    }
    return values.size() == nodes.size() ? values : null;
  }

  /// What the record says stands where nothing is written; null if all must be.
  private static @Nullable Record defaultsOf(Class<? extends Record> type) {
    try {
      return type.cast(type.getField("DEFAULT").get(null));
    } catch (NoSuchFieldException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("config records are public: " + type.getName(), e);
    }
  }

  private @Nullable Map<String, String> pairs(Group group, String key) {
    Map<String, String> pairs = new LinkedHashMap<>();
    group
        .members()
        .forEach((name, member) -> {
          if (member.value() instanceof Scalar(String text, String _)) {
            pairs.put(name, text);
          } else {
            wrong(member.value(), join(key, name), "must be a text");
          }
        });
    return pairs.size() == group.members().size() ? pairs : null;
  }

  private @Nullable Object wrong(Node node, String key, String allowed) {
    String found =
        switch (node) {
          case Empty _ -> "was empty";
          case Scalar(String text, String _) -> "was '" + text + "'";
          case Items _ -> "was a list";
          case Group _ -> "had keys below it";
        };
    problems.add(node.origin(), key, allowed + ", " + found);
    return null;
  }

  private @Nullable Record construct(
      Class<? extends Record> type, List<@Nullable Object> values, Group group, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof RuntimeException refusal)) {
        throw new IllegalStateException(type.getName(), e);
      }
      refused(String.valueOf(refusal.getMessage()), group, path);
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("config records are public: " + type.getName(), e);
    }
  }

  /// Records name the key before what is wrong with it.
  private void refused(String message, Group group, String path) {
    int colon = message.indexOf(": ");
    String named = colon < 0 ? "" : message.substring(0, colon);
    String below = path.isEmpty() ? "" : path + ".";
    if (named.startsWith(below) && !named.contains(" ") && !named.isEmpty()) {
      problems.add(
          group.originOf(named.substring(below.length())), named, message.substring(colon + 2));
    } else {
      problems.add(group.origin(), path, message);
    }
  }

  static Object valueOf(RecordComponent component, Record owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("config records are public: " + owner.getClass(), e);
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
