package io.kubescribe.core.derived;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.json.StrictJson;
import io.kubescribe.core.session.SessionId;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// Derived documents as JSON; layout in the package's description. Safe for use by many threads.
public final class DerivedCodec {
  private static final int VERSION = 1;

  private static final JsonMapper MAPPER =
      StrictJson.MAPPER
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(SessionId.class, new ToStringSerializer(SessionId.class))
                  .addDeserializer(SessionId.class, new SessionIdReader()))
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // A later program may add fields; what this one knows stays readable.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private DerivedCodec() {}

  /// Equal documents give equal bytes.
  public static byte[] encode(Derived document) {
    ObjectNode tree = MAPPER.valueToTree(document);
    ObjectNode flat = MAPPER.createObjectNode();
    flat.put("version", VERSION);
    if (tree.remove("key") instanceof ObjectNode key) {
      flat.setAll(key);
    }
    flat.setAll(tree);
    return MAPPER.writeValueAsBytes(flat);
  }

  /// @throws CorruptDataException if these are not bytes that [#encode] gives, or of another
  ///   version
  public static Derived decode(byte[] json) throws CorruptDataException {
    try {
      if (!(MAPPER.readTree(json) instanceof ObjectNode flat)) {
        throw new CorruptDataException("derived document is no JSON object");
      }
      int version = flat.path("version").asInt(0);
      if (version != VERSION) {
        throw new CorruptDataException(
            "derived document has version " + version + ", this program reads " + VERSION);
      }
      ObjectNode key = MAPPER.createObjectNode();
      for (String part : new String[] {"session", "kind", "number", "emulator"}) {
        JsonNode value = flat.get(part);
        if (value == null || value.isNull()) {
          throw new CorruptDataException("derived document has no " + part);
        }
        key.set(part, value);
      }
      flat.set("key", key);
      return MAPPER.treeToValue(flat, type(flat.path("kind").asString("")));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw new CorruptDataException("derived document can't be read: " + e.getMessage(), e);
    }
  }

  private static Class<? extends Derived> type(String kind) throws CorruptDataException {
    for (DerivedKind known : DerivedKind.values()) {
      if (known.wireName().equals(kind)) {
        return switch (known) {
          case SESSION -> SessionSummary.class;
          case SCREEN -> ScreenBlock.class;
          case COMMAND -> SeenCommandLine.class;
        };
      }
    }
    throw new CorruptDataException("derived document has an unknown kind");
  }

  private static final class SessionIdReader extends StdScalarDeserializer<SessionId> {
    SessionIdReader() {
      super(SessionId.class);
    }

    @Override
    public SessionId deserialize(JsonParser parser, DeserializationContext context) {
      return SessionId.parse(parser.getValueAsString(""))
          .orElseGet(() -> context.reportInputMismatch(SessionId.class, "no session id"));
    }
  }
}
