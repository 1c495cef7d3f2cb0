package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An instance or a cluster: its attributes by the names that RDS shows, the phases that its status
 * goes through, and the changes that will land. Attributes that begin with an underscore are the
 * simulator's own and are never shown.
 *
 * @param <T> what it is
 */
public sealed interface Evolving<T extends Evolving<T>> permits Instance, Cluster {
  /** The status that shows when no phase covers the moment. */
  String RESTING = "_resting";

  String DELETED = "_deleted";
  String PENDING = "PendingModifiedValues";

  /** The names of what is not shown, though RDS has it. */
  String LEFT_OUT = "_left_out";

  Scope scope();

  String resourceId();

  String identifier();

  String arn();

  Map<String, Object> attributes();

  List<Phase> phases();

  List<ScheduledChange> changes();

  /** The same one with all of this instead. */
  T with(Map<String, Object> attributes, List<Phase> phases, List<ScheduledChange> changes);

  default T with(Map<String, Object> allAttributes) {
    return with(allAttributes, phases(), changes());
  }

  default T with(String name, Object value) {
    var next = new LinkedHashMap<>(attributes());
    next.put(name, value);
    return with(next);
  }

  default T without(String name) {
    var next = new LinkedHashMap<>(attributes());
    next.remove(name);
    return with(next);
  }

  /** In this status, with nothing in progress. */
  default T forced(String status) {
    var next = new LinkedHashMap<>(attributes());
    next.put(RESTING, status);
    return with(next, List.of(), List.of());
  }

  /** More of what will happen, after what is already planned. */
  default T planned(List<Phase> morePhases, List<ScheduledChange> moreChanges) {
    var allPhases = new ArrayList<>(phases());
    allPhases.addAll(morePhases);
    var allChanges = new ArrayList<>(changes());
    allChanges.addAll(moreChanges);
    return with(attributes(), List.copyOf(allPhases), List.copyOf(allChanges));
  }

  default String status(Instant now) {
    String status = text(RESTING);
    for (Phase phase : phases()) {
      if (phase.covers(now)) {
        status = phase.status();
      }
    }
    return status;
  }

  /** Whether a workflow holds it, be it visible already or about to begin. */
  default boolean busy(Instant now) {
    return phases().stream()
        .anyMatch(phase -> !phase.over(now) && !phase.status().equals("storage-optimization"));
  }

  /** The status that it shows, or the one that it is about to. */
  default String next(Instant now) {
    return phases().stream()
        .filter(phase -> !phase.over(now))
        .map(Phase::status)
        .findFirst()
        .orElse(text(RESTING));
  }

  default boolean deleted() {
    return flag(DELETED);
  }

  default String text(String name) {
    return attributes().get(name) instanceof String text ? text : "";
  }

  default int number(String name) {
    return attributes().get(name) instanceof Number number ? number.intValue() : 0;
  }

  default boolean flag(String name) {
    return attributes().get(name) instanceof Boolean flag && flag;
  }

  default List<?> list(String name) {
    return attributes().get(name) instanceof List<?> list ? list : List.of();
  }

  default Map<String, Object> pending() {
    return Instance.copy(attributes().get(PENDING));
  }

  /** With everything landed that is due. Itself when nothing is. */
  @SuppressWarnings("unchecked")
  default T at(Instant now) {
    if (changes().stream().noneMatch(change -> change.due(now))
        && phases().stream().noneMatch(phase -> phase.over(now))) {
      return (T) this;
    }
    Map<String, Object> landed = attributes();
    for (ScheduledChange change : changes()) {
      if (change.due(now)) {
        landed = change.landedOn(landed);
      }
    }
    return with(
        landed,
        phases().stream().filter(phase -> !phase.over(now)).toList(),
        changes().stream().filter(change -> !change.due(now)).toList());
  }

  /** Where it stands when time passes at another pace from now on. */
  default T rescaled(Pace before, Pace after, Instant now) {
    T next =
        with(
            attributes(),
            phases().stream().map(phase -> phase.rescaled(before, after, now)).toList(),
            changes().stream().map(change -> change.rescaled(before, after, now)).toList());
    String restart = text("AutomaticRestartTime");
    return restart.isEmpty() || after.instant()
        ? next
        : next.with(
            "AutomaticRestartTime", after.instead(before, Instant.parse(restart), now).toString());
  }
}
