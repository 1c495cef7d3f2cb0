package dev.countersign.simulator.rds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A database instance: its attributes by the names that RDS shows, the phases that its status goes
 * through, and the changes that will land. Attributes that begin with an underscore are the
 * simulator's own and are never shown.
 */
public record Instance(
    Scope scope,
    String resourceId,
    Map<String, Object> attributes,
    List<Phase> phases,
    List<Change> changes)
    implements Resource {
  /** The status that shows when no phase covers the moment. */
  static final String RESTING = "_resting";

  static final String DELETED = "_deleted";
  static final String STORAGE_CHANGED = "_storage_changed";
  static final String PENDING = "PendingModifiedValues";

  /** The names of what is not shown, though RDS has it. */
  public static final String LEFT_OUT = "_left_out";

  @Override
  public String key() {
    return resourceId;
  }

  public String identifier() {
    return text("DBInstanceIdentifier");
  }

  public String arn() {
    return scope.arn("db", identifier());
  }

  public String engine() {
    return text("Engine");
  }

  public boolean auroraMember() {
    return attributes.containsKey("DBClusterIdentifier");
  }

  public boolean deleted() {
    return flag(DELETED);
  }

  public String status(Instant now) {
    String status = text(RESTING);
    for (Phase phase : phases) {
      if (phase.covers(now)) {
        status = phase.status();
      }
    }
    return status;
  }

  /** Whether a workflow holds the instance, be it visible already or about to begin. */
  public boolean busy(Instant now) {
    return phases.stream()
        .anyMatch(phase -> !phase.over(now) && !phase.status().equals("storage-optimization"));
  }

  public String text(String name) {
    return attributes.get(name) instanceof String text ? text : "";
  }

  public int number(String name) {
    return attributes.get(name) instanceof Number number ? number.intValue() : 0;
  }

  public boolean flag(String name) {
    return attributes.get(name) instanceof Boolean flag && flag;
  }

  public List<?> list(String name) {
    return attributes.get(name) instanceof List<?> list ? list : List.of();
  }

  public Map<String, Object> pending() {
    return copy(attributes.get(PENDING));
  }

  /** The instance with everything landed that is due. */
  public Instance at(Instant now) {
    if (changes.stream().noneMatch(change -> change.due(now))
        && phases.stream().noneMatch(phase -> phase.over(now))) {
      return this;
    }
    Instance landed = this;
    for (Change change : changes) {
      if (change.due(now)) {
        landed = landed.with(change);
      }
    }
    return new Instance(
        scope,
        resourceId,
        landed.attributes,
        phases.stream().filter(phase -> !phase.over(now)).toList(),
        changes.stream().filter(change -> !change.due(now)).toList());
  }

  private Instance with(Change change) {
    var next = new LinkedHashMap<>(attributes);
    next.putAll(change.set());
    change.unset().forEach(next::remove);
    if (!change.landed().isEmpty()) {
      var pending = copy(next.get(PENDING));
      change.landed().forEach(pending::remove);
      next.put(PENDING, pending);
    }
    return new Instance(scope, resourceId, next, phases, changes);
  }

  public Instance with(String name, Object value) {
    var next = new LinkedHashMap<>(attributes);
    next.put(name, value);
    return new Instance(scope, resourceId, next, phases, changes);
  }

  public Instance without(String name) {
    var next = new LinkedHashMap<>(attributes);
    next.remove(name);
    return new Instance(scope, resourceId, next, phases, changes);
  }

  public Instance with(Map<String, Object> allAttributes) {
    return new Instance(scope, resourceId, allAttributes, phases, changes);
  }

  /** The instance in this status, with nothing in progress. */
  public Instance forced(String status) {
    return new Instance(scope, resourceId, attributes, List.of(), List.of()).with(RESTING, status);
  }

  /** More of what will happen, after what is already planned. */
  Instance planned(List<Phase> morePhases, List<Change> moreChanges) {
    var allPhases = new ArrayList<>(phases);
    allPhases.addAll(morePhases);
    var allChanges = new ArrayList<>(changes);
    allChanges.addAll(moreChanges);
    return new Instance(
        scope, resourceId, attributes, List.copyOf(allPhases), List.copyOf(allChanges));
  }

  public Instance rescaled(Pace before, Pace after, Instant now) {
    var next =
        new Instance(
            scope,
            resourceId,
            attributes,
            phases.stream().map(phase -> phase.rescaled(before, after, now)).toList(),
            changes.stream().map(change -> change.rescaled(before, after, now)).toList());
    String restart = text("AutomaticRestartTime");
    return restart.isEmpty() || after.instant()
        ? next
        : next.with(
            "AutomaticRestartTime", after.instead(before, Instant.parse(restart), now).toString());
  }

  /** As RDS shows it now. */
  public Map<String, Object> shown(Instant now) {
    var shown = new LinkedHashMap<>(attributes);
    shown.put("DBInstanceStatus", status(now));
    shown.put("DbiResourceId", resourceId);
    shown.put("DBInstanceArn", arn());
    shown.put("TagList", Tags.visible(attributes, now));
    if (status(now).equals("creating")) {
      shown.remove("Endpoint");
    }
    list(LEFT_OUT).forEach(name -> shown.remove(String.valueOf(name)));
    return shown;
  }

  static Map<String, Object> copy(@Nullable Object value) {
    var copy = new TreeMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> copy.put(String.valueOf(name), member));
    }
    return copy;
  }
}
