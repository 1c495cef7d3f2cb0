package dev.countersign.contracts.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * The one JSON dialect of events, schemas and the HTTP API: snake_case names, ISO 8601 times in UTC
 * to the millisecond, absent instead of null, map keys in order. Equal values therefore have equal
 * bytes, which is what hashes and signatures are made over.
 *
 * <p>Reading is tolerant of fields it does not know, so that an older consumer survives a newer
 * producer; it is not tolerant of duplicate keys, which two readers could understand differently,
 * nor of a value of another type (the text "5" for the number 5), which would not be written back
 * as the bytes that it was read from. Texts have no NUL and no half of a surrogate pair, numbers
 * are finite, and years have four digits: what one service takes, every other one can store.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(
              new SimpleModule("times")
                  .addSerializer(Instant.class, new Milliseconds())
                  .addDeserializer(Instant.class, new Times.Reader()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * The configured mapper. Mappers are mutable by design of the library; do not reconfigure this
   * one.
   */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** The value's canonical bytes. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as JSON: " + value.getClass().getName(), e);
    }
  }

  /** The value's canonical text. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot be written as JSON: " + value.getClass().getName(), e);
    }
  }

  /**
   * Reads what {@link #bytes} or {@link #text} wrote.
   *
   * @throws UnreadableJson when it is not JSON, or not of this type, or lacks a field that the type
   *     needs, or has something in it that cannot be stored
   */
  public static <T> T read(byte[] json, Class<T> type) {
    try {
      return whole(MAPPER.readTree(json), type);
    } catch (IOException e) {
      throw new UnreadableJson(type, e);
    }
  }

  /** As {@link #read(byte[], Class)}, from text. */
  public static <T> T read(String json, Class<T> type) {
    try {
      return whole(MAPPER.readTree(json), type);
    } catch (JsonProcessingException e) {
      throw new UnreadableJson(type, e);
    }
  }

  /**
   * Reads an object that need be of no type and may hold anything that JSON can say.
   *
   * @throws UnreadableJson when it is not JSON, or no object
   */
  public static Map<String, Object> object(byte[] json) {
    try {
      return MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UnreadableJson(Map.class, e);
    }
  }

  private static <T> T whole(JsonNode tree, Class<T> type) throws JsonProcessingException {
    if (tree.isMissingNode() || tree.isNull()) {
      throw new UnreadableJson(type, "everything");
    }
    if (!Storable.is(tree)) {
      throw new UnreadableJson(type);
    }
    var missing = Completeness.firstMissing(tree, type, type.getSimpleName());
    if (missing != null) {
      throw new UnreadableJson(type, missing);
    }
    return MAPPER.treeToValue(tree, type);
  }

  private Json() {}
}
