package dev.countersign.simulator.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of maps, lists, texts, numbers and flags. What every start writes goes this way: binding it
 * to types took most of the start, with an ahead-of-time cache or without (ADR 0012).
 */
public final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Made by the first who needs it. */
  private static final class Binding {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private JsonText() {}

  /** For what is not part of a start. */
  public static ObjectMapper mapper() {
    return Binding.MAPPER;
  }

  public static byte[] bytes(Object value) {
    var bytes = new ByteArrayOutputStream();
    try (var out = FACTORY.createGenerator(bytes)) {
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  // Not a switch over types, whose first use makes a class at run time.
  private static void write(JsonGenerator out, @Nullable Object value) throws IOException {
    if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (var member : map.entrySet()) {
        out.writeFieldName(String.valueOf(member.getKey()));
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof Iterable<?> list) {
      out.writeStartArray();
      for (Object member : list) {
        write(out, member);
      }
      out.writeEndArray();
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Instant time) {
      out.writeString(time.toString());
    } else if (value == null) {
      out.writeNull();
    } else {
      mapper().writeValue(out, value);
    }
  }
}
