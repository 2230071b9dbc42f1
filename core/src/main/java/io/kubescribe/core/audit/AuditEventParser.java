package io.kubescribe.core.audit;

import io.kubescribe.core.json.StrictJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/// Reads the searchable view of an event from its bytes in one pass. Unknown members and members of
/// an unexpected type are passed over: they stay in the raw event. Broken UTF-8 is read with U+FFFD
/// in its place ([EventFlag#INVALID_UTF8]). Static and without state.
///
/// Source of the fields: `k8s.io/apiserver/pkg/apis/audit/v1/types.go`.
public final class AuditEventParser {
  /// How far an event's own time may be ahead of the received time before it is flagged.
  public static final Duration FUTURE_TOLERANCE = Duration.ofHours(24);

  private static final int MAX_SOURCE_IPS = 32;

  /// `e`, a sign and 4 digits; the largest double is 1.8e308.
  private static final int MAX_EXPONENT_LENGTH = 6;

  private static final Set<String> STAGES =
      Set.of("RequestReceived", "ResponseStarted", "ResponseComplete", "Panic");
  private static final Set<String> LEVELS =
      Set.of("None", "Metadata", "Request", "RequestResponse");
  private static final Map<String, String> POD_ACTIONS =
      Map.of(
          "exec", "exec",
          "attach", "attach",
          "portforward", "portforward",
          "proxy", "proxy",
          "log", "logs");

  private AuditEventParser() {}

  /// @throws UnreadableEventException if the bytes are not one audit event: not JSON, a duplicate
  ///   key, nested or long past the limits of [StrictJson], another kind, without an auditID
  public static AuditEvent parse(byte[] raw, EventEnvelope envelope)
      throws UnreadableEventException {
    Fields fields = new Fields();
    boolean wellFormed = StrictJson.isWellFormed(raw);
    byte[] readable = wellFormed ? raw : StrictJson.readable(raw);
    try (JsonParser parser = StrictJson.parser(readable)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableEventException("not-an-object", "an audit event is a JSON object");
      }
      readTop(parser, fields);
      if (parser.nextToken() != null) {
        throw new UnreadableEventException("trailing-bytes", "bytes after the end of the event");
      }
    } catch (StreamConstraintsException e) {
      throw new UnreadableEventException("over-limit", e.getOriginalMessage());
    } catch (StreamReadException e) {
      boolean duplicate =
          e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate");
      throw new UnreadableEventException(
          duplicate ? "duplicate-key" : "not-json",
          (duplicate ? "a key stands twice" : "not JSON")
              + " at byte "
              + e.getLocation().getByteOffset());
    } catch (JacksonException e) {
      throw new UnreadableEventException("not-json", "not JSON: " + e.getClass().getSimpleName());
    }
    return fields.toEvent(envelope, wellFormed);
  }

  private static void readTop(JsonParser parser, Fields fields) throws UnreadableEventException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "kind" -> expect(parser, name, "Event");
        case "apiVersion" -> expect(parser, name, "audit.k8s.io/v1");
        case "auditID" -> fields.auditId = text(parser);
        case "stage" -> fields.stage = text(parser);
        case "level" -> fields.level = text(parser);
        case "verb" -> fields.verb = text(parser);
        case "requestURI" -> fields.uri = text(parser);
        case "userAgent" -> fields.userAgent = text(parser);
        case "sourceIPs" -> fields.sourceIps = texts(parser);
        case "stageTimestamp" -> fields.stageTime = time(text(parser));
        case "requestReceivedTimestamp" -> fields.requestTime = time(text(parser));
        case "user", "impersonatedUser", "objectRef", "responseStatus", "annotations" ->
            readNested(parser, name, fields);
        default -> skip(parser);
      }
    }
  }

  private static void readNested(JsonParser parser, String parent, Fields fields) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      skip(parser);
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String path = parent + '.' + parser.currentName();
      parser.nextToken();
      switch (path) {
        case "user.username" -> fields.user = text(parser);
        case "user.groups" -> fields.groups = texts(parser);
        case "impersonatedUser.username" -> fields.impersonatedUser = text(parser);
        case "objectRef.resource" -> fields.resource = text(parser);
        case "objectRef.subresource" -> fields.subresource = text(parser);
        case "objectRef.apiGroup" -> fields.apiGroup = text(parser);
        case "objectRef.namespace" -> fields.namespace = text(parser);
        case "objectRef.name" -> fields.name = text(parser);
        case "responseStatus.reason" -> fields.reason = text(parser);
        case "responseStatus.code" -> fields.code = code(parser);
        case "annotations.authorization.k8s.io/decision" -> fields.decision = text(parser);
        default -> skip(parser);
      }
    }
  }

  private static void expect(JsonParser parser, String name, String expected)
      throws UnreadableEventException {
    if (!expected.equals(text(parser))) {
      throw new UnreadableEventException(
          "unknown-" + (name.equals("kind") ? "kind" : "api-version"),
          name + " must be " + expected);
    }
  }

  private static @Nullable String text(JsonParser parser) {
    if (!parser.currentToken().isScalarValue()) {
      skip(parser);
      return null;
    }
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    String text = parser.getString();
    return text.isEmpty() ? null : text;
  }

  private static List<String> texts(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      skip(parser);
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text = text(parser);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  private static int code(JsonParser parser) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      skip(parser);
      return 0;
    }
    long code = parser.getNumberType() == JsonParser.NumberType.INT ? parser.getIntValue() : 0;
    return code >= 0 && code <= 999 ? (int) code : 0;
  }

  private static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : EventTime.parse(text);
  }

  /// Passes over a value, but not over a number that some reader would write out in full.
  private static void skip(JsonParser parser) {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      if (token == JsonToken.VALUE_NUMBER_FLOAT) {
        requireUsable(parser.getString());
      } else if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private static void requireUsable(String number) {
    int e = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (e >= 0 && number.length() - e > MAX_EXPONENT_LENGTH) {
      throw new StreamConstraintsException("exponent of a number has more than 4 digits");
    }
  }

  /// The members found so far.
  private static final class Fields {
    @Nullable String auditId;
    @Nullable String stage;
    @Nullable String level;
    @Nullable String verb;
    @Nullable String uri;
    @Nullable String userAgent;
    @Nullable String user;
    @Nullable String impersonatedUser;
    @Nullable String resource;
    @Nullable String subresource;
    @Nullable String apiGroup;
    @Nullable String namespace;
    @Nullable String name;
    @Nullable String reason;
    @Nullable String decision;
    @Nullable Instant stageTime;
    @Nullable Instant requestTime;
    List<String> groups = List.of();
    List<String> sourceIps = List.of();
    int code;

    AuditEvent toEvent(EventEnvelope envelope, boolean wellFormed) throws UnreadableEventException {
      if (auditId == null) {
        throw new UnreadableEventException("no-audit-id", "an audit event has an auditID");
      }
      List<EventFlag> flags = new ArrayList<>();
      Instant own = stageTime != null ? stageTime : requestTime;
      Instant timestamp = own != null ? own : envelope.receivedAt();
      addFlag(flags, own == null, EventFlag.TIME_FROM_RECEIVED);
      addFlag(
          flags,
          timestamp.isAfter(envelope.receivedAt().plus(FUTURE_TOLERANCE)),
          EventFlag.FROM_THE_FUTURE);
      addFlag(flags, stage == null || !STAGES.contains(stage), EventFlag.UNKNOWN_STAGE);
      addFlag(flags, level == null || !LEVELS.contains(level), EventFlag.UNKNOWN_LEVEL);
      addFlag(flags, sourceIps.size() > MAX_SOURCE_IPS, EventFlag.SOURCE_IPS_CUT);
      addFlag(flags, !wellFormed, EventFlag.INVALID_UTF8);
      addFlag(flags, !envelope.redactions().isEmpty(), EventFlag.REDACTED);
      String action = action();
      boolean ofPod = action != null && "pods".equals(resource);
      RequestUri request = RequestUri.of(ofPod && uri != null ? uri : "");
      return new AuditEvent(
          envelope.cluster(),
          timestamp,
          auditId,
          stage == null ? "" : stage,
          level,
          verb,
          action,
          user,
          groups,
          impersonatedUser,
          resource,
          subresource,
          apiGroup,
          namespace,
          name,
          uri,
          userAgent,
          cut(sourceIps),
          sourceIps.isEmpty() ? null : sourceIps.getLast(),
          code,
          reason,
          decision,
          ofPod ? name : null,
          request.first("container"),
          request.joined("command"),
          stageTime != null && requestTime != null
              ? Duration.between(requestTime, stageTime).toNanos() / 1000
              : -1,
          flags);
    }

    private @Nullable String action() {
      if (subresource == null) {
        return null;
      }
      if ("pods".equals(resource)) {
        boolean changes = !"get".equals(verb) && !"list".equals(verb) && !"watch".equals(verb);
        return subresource.equals("ephemeralcontainers")
            ? changes ? "debug" : null
            : POD_ACTIONS.get(subresource);
      }
      boolean proxied = "nodes".equals(resource) || "services".equals(resource);
      return proxied && subresource.equals("proxy") ? "proxy" : null;
    }

    private static List<String> cut(List<String> addresses) {
      if (addresses.size() <= MAX_SOURCE_IPS) {
        return addresses;
      }
      List<String> kept = new ArrayList<>(addresses.subList(0, MAX_SOURCE_IPS - 1));
      kept.add(addresses.getLast());
      return kept;
    }

    private static void addFlag(List<EventFlag> flags, boolean holds, EventFlag flag) {
      if (holds) {
        flags.add(flag);
      }
    }
  }
}
