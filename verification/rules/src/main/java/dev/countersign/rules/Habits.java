package dev.countersign.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/** Names, nulls and settings. */
public final class Habits {
  private static final String CONFIG_MAPPING = "io.smallrye.config.ConfigMapping";

  /** A name that says nothing hides a class that does everything. */
  public static final ArchRule NO_EMPTY_NAMES =
      noClasses()
          .should()
          .haveNameMatching(".*(Manager|Helper|Utils?|Impl|DTO|Dto)(\\$.*)?")
          .because("a class is named for what it is in the field");

  /** Packages are features; a layer is a place where a feature is scattered to. */
  public static final ArchRule NO_LAYERS =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..controller..",
              "..service..",
              "..dto..",
              "..util..",
              "..utils..",
              "..impl..",
              "..repository..",
              "..entity..",
              "..model..",
              "..helper..",
              "..common..")
          .because("packages are features, never layers");

  /** Null is said, or it is not there; and every room says what it promises. */
  public static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .should(
              new Condition("be in a package whose package-info is @NullMarked") {
                @Override
                boolean holds(JavaClass type) {
                  return type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked");
                }
              })
          .because("NullAway checks only what is marked");

  /** Settings that are sprinkled over the code cannot be listed, checked or documented. */
  public static final ArchRule NO_SPRINKLED_SETTINGS =
      noClasses()
          .should(new SprinkledSettings())
          .because("a service has one @ConfigMapping, whose keys are documented and tested");

  /** What every service has in common is in the chassis, and named for what it is about. */
  private static final Set<String> SHARED_PREFIXES =
      Set.of("countersign.kafka", "countersign.database");

  /** One prefix per service, which is its name: an operator finds the owner of any key. */
  public static final ArchRule SETTINGS_CARRY_THE_MODULES_NAME =
      classes()
          .that()
          .areAnnotatedWith(CONFIG_MAPPING)
          .should(
              new Condition("have the prefix countersign.<module>") {
                @Override
                boolean holds(JavaClass type) {
                  var prefix = type.getAnnotationOfType(CONFIG_MAPPING).get("prefix").orElse("");
                  var module = Boundaries.module(type);
                  return prefix.equals("countersign." + module)
                      || module.equals("chassis") && SHARED_PREFIXES.contains(prefix.toString());
                }
              })
          .allowEmptyShould(true);

  static List<ArchRule> all() {
    return List.of(
        NO_EMPTY_NAMES,
        NO_LAYERS,
        EVERY_PACKAGE_IS_NULL_MARKED,
        NO_SPRINKLED_SETTINGS,
        SETTINGS_CARRY_THE_MODULES_NAME);
  }

  private abstract static class Condition extends ArchCondition<JavaClass> {
    Condition(String description) {
      super(description);
    }

    abstract boolean holds(JavaClass type);

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      if (!holds(type)) {
        events.add(
            SimpleConditionEvent.violated(
                type, type.getFullName() + " does not " + getDescription()));
      }
    }
  }

  private Habits() {}
}
