package io.kubescribe.core.session;

import io.kubescribe.core.CorruptDataException;
import io.kubescribe.core.audit.ClusterName;
import io.kubescribe.core.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// The JSON of payloads: names as in the records, enums by their word, maps in the order of their
/// keys so that equal records are equal bytes.
final class SessionJson {
  private static final JsonMapper MAPPER =
      StrictJson.MAPPER
          .rebuild()
          .addModule(
              new SimpleModule()
                  .addSerializer(ClusterName.class, new ToStringSerializer(ClusterName.class))
                  .addDeserializer(ClusterName.class, new ClusterNameReader()))
          .enable(EnumFeature.WRITE_ENUMS_USING_TO_STRING, EnumFeature.READ_ENUMS_USING_TO_STRING)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          // A later program may add fields; what this one knows stays readable.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private SessionJson() {}

  static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// @throws CorruptDataException if this is no JSON of that type
  static <T> T read(byte[] json, Class<T> type) throws CorruptDataException {
    T value;
    try {
      value = MAPPER.readValue(json, type);
    } catch (JacksonException e) {
      throw new CorruptDataException("session record's JSON is no " + type.getSimpleName(), e);
    }
    if (value == null) {
      throw new CorruptDataException("session record's JSON is null");
    }
    return value;
  }

  private static final class ClusterNameReader extends StdScalarDeserializer<ClusterName> {
    ClusterNameReader() {
      super(ClusterName.class);
    }

    @Override
    public ClusterName deserialize(JsonParser parser, DeserializationContext context) {
      String name = parser.getValueAsString("");
      return ClusterName.isValid(name)
          ? new ClusterName(name)
          : context.reportInputMismatch(ClusterName.class, "no cluster name");
    }
  }
}
