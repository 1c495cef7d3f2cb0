package dev.countersign.chaos.judgement;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which operations are counted as what. */
public final class Findings {
  private final Map<Count, Set<String>> operations = new EnumMap<>(Count.class);

  void add(Count as, boolean applies, String operationId) {
    if (applies) {
      operations.computeIfAbsent(as, count -> new TreeSet<>()).add(operationId);
    }
  }

  /** The operations that are counted as that. */
  public Set<String> of(Count count) {
    return Collections.unmodifiableSet(operations.getOrDefault(count, Set.of()));
  }

  /** How many there are. */
  public int count(Count count) {
    return of(count).size();
  }

  /** Whether no promise was broken. */
  public boolean nothingIsWrong() {
    return operations.keySet().stream().noneMatch(Count::isWrong);
  }

  @Override
  public String toString() {
    return operations.toString();
  }
}
