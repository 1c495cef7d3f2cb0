package dev.countersign.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be set from outside, as the compiled mappings say. */
public final class Settings {
  private static final String CONFIG_MAPPING = "io.smallrye.config.ConfigMapping";
  private static final String WITH_DEFAULT = "io.smallrye.config.WithDefault";

  /** A service's own identity: part of the product, and not for operators to choose. */
  private static final Set<String> OURS =
      Set.of("COUNTERSIGN_RELAY_SOURCE", "COUNTERSIGN_RELAY_TOPIC");

  /**
   * Each variable with its default, or {@code required}, or {@code optional}.
   *
   * @param classes of all modules
   */
  public static Map<String, String> of(JavaClasses classes) {
    var found = new TreeMap<String, String>();
    classes.stream()
        .filter(type -> type.isAnnotatedWith(CONFIG_MAPPING))
        .forEach(type ->
            add(
                found,
                type,
                String.valueOf(type.getAnnotationOfType(CONFIG_MAPPING).get("prefix").orElse(""))));
    found.keySet().removeAll(OURS);
    return found;
  }

  private static void add(Map<String, String> found, JavaClass type, String prefix) {
    questions(type)
        .forEach(method -> {
          var key = prefix + '.' + kebab(method.getName());
          var answer = method.getRawReturnType();
          if (answer.isInterface() && answer.getEnclosingClass().isPresent()) {
            add(found, answer, key);
          } else {
            found.put(variable(key), otherwise(method));
          }
        });
  }

  private static Stream<JavaMethod> questions(JavaClass type) {
    return type.getMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT));
  }

  private static String otherwise(JavaMethod method) {
    if (method.isAnnotatedWith(WITH_DEFAULT)) {
      return String.valueOf(method.getAnnotationOfType(WITH_DEFAULT).get("value").orElse(""));
    }
    var optional = method.getRawReturnType().getName().equals("java.util.Optional");
    return optional ? "optional" : "required";
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private Settings() {}
}
