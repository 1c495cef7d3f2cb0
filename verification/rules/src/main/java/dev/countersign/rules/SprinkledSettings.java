package dev.countersign.rules;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Single settings that are injected where they happen to be needed. */
final class SprinkledSettings extends ArchCondition<JavaClass> {
  private static final String CONFIG_PROPERTY =
      "org.eclipse.microprofile.config.inject.ConfigProperty";

  /**
   * The second gate of production. Its name was given to us and has no prefix that a mapping could
   * carry, and a mapping would open it by a second name.
   */
  private static final Set<String> GIVEN_NAMES = Set.of("ENABLE_PRODUCTION_OPERATIONS");

  SprinkledSettings() {
    super("have a setting injected by its name");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    places(type)
        .filter(SprinkledSettings::isSprinkled)
        .forEach(place ->
            events.add(
                SimpleConditionEvent.satisfied(
                    type, place.getDescription() + " has a setting injected")));
  }

  private static Stream<HasAnnotations<?>> places(JavaClass type) {
    return Stream.of(
            type.getFields(),
            type.getCodeUnits(),
            type.getCodeUnits().stream()
                .map(JavaCodeUnit::getParameters)
                .flatMap(List::stream)
                .toList())
        .flatMap(places -> places.stream().map(place -> (HasAnnotations<?>) place));
  }

  private static boolean isSprinkled(HasAnnotations<?> place) {
    return place.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().getFullName().equals(CONFIG_PROPERTY))
        .anyMatch(annotation -> !GIVEN_NAMES.contains(name(annotation)));
  }

  private static String name(JavaAnnotation<?> annotation) {
    return annotation.get("name").map(Object::toString).orElse("");
  }
}
