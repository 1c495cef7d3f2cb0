package dev.countersign.contracts.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a sealed interface whose values tell themselves which record they are. Named in the
 * interface's {@link JsonDeserialize}; each record has one of its own, without a reader, so that it
 * is read as a record.
 */
public abstract class VariantReader<T> extends StdDeserializer<T> {
  private static final long serialVersionUID = 1L;

  private static final ClassValue<@Nullable VariantReader<?>> READERS =
      new ClassValue<>() {
        @Override
        protected @Nullable VariantReader<?> computeValue(Class<?> type) {
          var given = type.getAnnotation(JsonDeserialize.class);
          return given != null && VariantReader.class.isAssignableFrom(given.using())
              ? made(given.using())
              : null;
        }
      };

  /**
   * @param type the sealed interface
   */
  protected VariantReader(Class<T> type) {
    super(type);
  }

  /** Which record this value is; has an answer for every value. */
  protected abstract Class<? extends T> variant(JsonNode value);

  @Override
  public final T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    JsonNode value = context.readTree(parser);
    return context.readTreeAsValue(value, variant(value));
  }

  /** The record that a value of this type is: the type itself, where it is no such interface. */
  static Class<?> of(Class<?> type, JsonNode value) {
    var reader = READERS.get(type);
    return reader == null ? type : reader.variant(value);
  }

  private static VariantReader<?> made(Class<?> reader) {
    try {
      var constructor = reader.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (VariantReader<?>) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(reader + " cannot be made", e);
    }
  }
}
