package dev.countersign.rules;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/** All rules. */
public final class HouseRules {
  /** Every rule, in the order of their reporting. */
  public static List<ArchRule> all() {
    return Stream.of(PureCore.all(), Boundaries.all(), Habits.all()).flatMap(List::stream).toList();
  }

  private HouseRules() {}
}
