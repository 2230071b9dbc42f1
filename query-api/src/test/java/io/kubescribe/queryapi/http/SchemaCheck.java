package io.kubescribe.queryapi.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Compares JSON with the part of JSON Schema that `openapi.json` uses; any other keyword is a
/// problem. Stricter than the standard in one thing: a member that `properties` does not tell of is
/// a problem too, since the document would have been forgotten.
final class SchemaCheck {
  private static final Set<String> WORDS_ONLY =
      Set.of("description", "default", "example", "examples");

  private final OpenApiDocument document;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(OpenApiDocument document) {
    this.document = document;
  }

  /// What is wrong, each with the JSON pointer to it.
  static List<String> problems(OpenApiDocument document, JsonNode schema, JsonNode value) {
    SchemaCheck check = new SchemaCheck(document);
    check.compare(schema, value, "");
    return check.problems;
  }

  private void compare(JsonNode reference, JsonNode value, String at) {
    JsonNode schema = document.resolved(reference);
    schema.forEachEntry((keyword, rule) -> {
      if (!WORDS_ONLY.contains(keyword) && !holds(keyword, rule, schema, value, at)) {
        problems.add(at + ": " + keyword + " " + rule + ", was " + value);
      }
    });
  }

  private boolean holds(String keyword, JsonNode rule, JsonNode schema, JsonNode value, String at) {
    return switch (keyword) {
      case "type" -> hasType(rule, value);
      case "enum" -> rule.valueStream().anyMatch(value::equals);
      case "const" -> value.equals(rule);
      case "minimum" -> !value.isNumber() || value.asDouble() >= rule.asDouble();
      case "maximum" -> !value.isNumber() || value.asLong() <= rule.asLong();
      case "maxLength" -> !value.isString() || value.asString().length() <= rule.asInt();
      case "pattern" -> !value.isString() || Pattern.matches(rule.asString(), value.asString());
      case "format" -> hasFormat(rule.asString(), value);
      case "required" ->
          !value.isObject() || rule.valueStream().allMatch(n -> value.has(n.asString()));
      case "properties" -> properties(rule, schema, value, at);
      case "additionalProperties" -> {
        value.forEachEntry((name, member) -> compare(rule, member, at + "/" + name));
        yield true;
      }
      case "items" -> {
        for (int i = 0; value.isArray() && i < value.size(); i++) {
          compare(rule, value.get(i), at + "/" + i);
        }
        yield true;
      }
      default -> false;
    };
  }

  private boolean properties(JsonNode rules, JsonNode schema, JsonNode value, String at) {
    boolean[] known = {true};
    value.forEachEntry((name, member) -> {
      if (rules.has(name)) {
        compare(rules.get(name), member, at + "/" + name);
      } else {
        known[0] &= schema.has("additionalProperties");
      }
    });
    return known[0];
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    return types.isArray()
        ? types.valueStream().anyMatch(type -> isOf(type.asString(), value))
        : isOf(types.asString(), value);
  }

  private static boolean isOf(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("unknown type " + type);
    };
  }

  private static boolean hasFormat(String format, JsonNode value) {
    try {
      return switch (format) {
        case "int64" -> value.canConvertToLong();
        case "date-time" -> !value.isString() || Instant.parse(value.asString()) != null;
        case "duration" -> !value.isString() || Duration.parse(value.asString()).isPositive();
        default -> false;
      };
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
