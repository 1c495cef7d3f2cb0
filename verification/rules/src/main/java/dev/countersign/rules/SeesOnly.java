package dev.countersign.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/**
 * Which modules of this house a class may depend on; everyone else's classes are not its matter.
 */
final class SeesOnly extends ArchCondition<JavaClass> {
  private final BiPredicate<String, String> allowed;

  private SeesOnly(String whom, BiPredicate<String, String> allowed) {
    super("see only " + whom);
    this.allowed = allowed;
  }

  /**
   * @param allowed the module that looks, the module that is seen
   */
  static ArchCondition<JavaClass> modules(String whom, BiPredicate<String, String> allowed) {
    return new SeesOnly(whom, allowed);
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    var from = Boundaries.module(type);
    for (var dependency : type.getDirectDependenciesFromSelf()) {
      var to = Boundaries.module(dependency.getTargetClass());
      if (!to.isEmpty() && !allowed.test(from, to)) {
        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
      }
    }
  }
}
