package dev.countersign.contracts.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field that a JSON value should have and has not. Jackson leaves absent fields null; a
 * null that the type does not allow would otherwise surface far from its cause, or nameless.
 */
final class Completeness {
  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
        }
      };

  /** The path of the first missing field, or null when nothing is missing. */
  static @Nullable String firstMissing(JsonNode value, Class<?> declared, String path) {
    var type = VariantReader.of(declared, value);
    if (!type.isRecord() || !value.isObject()) {
      return null;
    }
    for (var field : FIELDS.get(type)) {
      var name = path + '.' + field.name();
      var node = value.path(field.name());
      if (node.isMissingNode() || node.isNull()) {
        if (!field.optional()) {
          return name;
        }
        continue;
      }
      var missing = inField(node, field, name);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  private static @Nullable String inField(JsonNode node, Field field, String name) {
    if (!field.holdsMany()) {
      return firstMissing(node, field.type(), name);
    }
    for (var item : node) {
      var missing = item.isNull() ? name : firstMissing(item, field.type(), name);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  /**
   * @param name as in JSON
   * @param optional whether it may be absent
   * @param type what it is, or what its items are
   * @param holdsMany whether it is a list or a map
   */
  private record Field(String name, boolean optional, Class<?> type, boolean holdsMany) {
    static Field of(RecordComponent component) {
      var name = jsonName(component);
      var optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      var type = component.getType();
      return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)
          ? new Field(name, optional, lastArgument(component.getAnnotatedType()), true)
          : new Field(name, optional, type, false);
    }

    private static String jsonName(RecordComponent component) {
      var given = component.getAccessor().getAnnotation(JsonProperty.class);
      return given == null
          ? PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName())
          : given.value();
    }

    private static Class<?> lastArgument(AnnotatedType type) {
      if (type instanceof AnnotatedParameterizedType parameterized) {
        var arguments = parameterized.getAnnotatedActualTypeArguments();
        var last = arguments[arguments.length - 1].getType();
        return switch (last) {
          case Class<?> plain -> plain;
          case ParameterizedType generic -> (Class<?>) generic.getRawType();
          default -> Object.class;
        };
      }
      return Object.class;
    }
  }

  private Completeness() {}
}
