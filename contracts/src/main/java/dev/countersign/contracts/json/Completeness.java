package dev.countersign.contracts.json;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the field that a record should have and has not. Jackson leaves absent fields null; a null
 * that the type does not allow would otherwise surface far from its cause.
 */
final class Completeness {
  /** The path of the first missing field, or null when the value is whole. */
  static @Nullable String firstMissing(Object value, String path) {
    if (value instanceof Record) {
      for (var component : value.getClass().getRecordComponents()) {
        var missing = inComponent(value, component, path);
        if (missing != null) {
          return missing;
        }
      }
    } else if (value instanceof Collection<?> items) {
      return inItems(items, path);
    } else if (value instanceof Map<?, ?> map) {
      return inItems(map.values(), path);
    }
    return null;
  }

  private static @Nullable String inComponent(
      Object value, RecordComponent component, String path) {
    var name = path + '.' + component.getName();
    var field = read(value, component);
    if (field == null) {
      return component.getAnnotatedType().isAnnotationPresent(Nullable.class) ? null : name;
    }
    return firstMissing(field, name);
  }

  private static @Nullable String inItems(Collection<?> items, String path) {
    for (var item : items) {
      var missing = item == null ? path : firstMissing(item, path);
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }

  private static @Nullable Object read(Object value, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("unreadable component " + component, e);
    }
  }

  private Completeness() {}
}
