package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What all calls of ModifyDBInstance have in common. RDS answers {@code available} at once and
 * changes the state moments later; and it may give up a change that it accepted, which only its
 * events tell.
 */
abstract class ModifyInstance implements RdsOperation {
  /** States in which RDS is not at work on the instance's configuration. */
  static final Set<String> CALM =
      Set.of("available", "storage-initialization", "storage-optimization", "storage-full");

  /** How long RDS may take until it shows a change that it accepted, as set or as pending. */
  private static final Duration SHOWN_WITHIN = Duration.ofMinutes(5);

  private static final String BEFORE = "before.";
  private static final String PENDING_BEFORE = "pending.";

  private static final NewEvents FAILURES =
      new NewEvents("last_failure", "failures_at_last", ModifyInstance::isFailure);

  /** For a sentence, for example "The change of the backup window". */
  abstract String what();

  /** What is to be set. */
  abstract List<Field> fields(Order order);

  /** What stands against it on this instance, or null. */
  abstract @Nullable Check refusal(Order order, Instance instance, InstanceSight sight);

  /** Whether RDS is told to apply it, and everything else that is pending, now. */
  boolean atOnce(Order order) {
    return false;
  }

  /** What else than the instance the call touches. */
  List<String> furtherResources(Order order) {
    return List.of();
  }

  /** Whether what was asked for is there, and nothing of it is still to come. */
  boolean isThere(Order order, Attempt attempt, InstanceSight sight) {
    return fields(order).stream().allMatch(field -> field.isSet(sight) && !field.isOpen(sight))
        && AlsoApplied.isThere(order, attempt, sight, names(order));
  }

  /** What the requester gets besides status and pending modifications. */
  Map<String, Object> result(Order order, InstanceSight sight) {
    return Map.of();
  }

  @Override
  public final Wanted wanted(Order order) {
    return Wanted.WITH_EVENTS;
  }

  @Override
  public final Check before(Order order, InstanceSight sight) {
    var instance = sight.present();
    var refusal = refusal(order, instance, sight);
    if (refusal == null && atOnce(order)) {
      refusal = PendingChanges.refusal(order, instance, names(order));
    }
    if (refusal != null) {
      return refusal;
    }
    return InstanceStates.require(order, instance)
        .remembering(baseline(order, sight))
        .remembering(
            atOnce(order) ? AlsoApplied.baseline(order, instance, names(order)) : Map.of());
  }

  private Map<String, String> baseline(Order order, InstanceSight sight) {
    var baseline = new HashMap<>(FAILURES.baseline(sight));
    fields(order)
        .forEach(f -> {
          baseline.put(BEFORE + f.name(), f.seen().apply(sight));
          baseline.put(PENDING_BEFORE + f.name(), pending(f, sight.present()));
        });
    return baseline;
  }

  @Override
  public final Plan plan(OperationDefinition definition, Order order, InstanceSight sight) {
    var along =
        atOnce(order)
            ? PendingChanges.along(
                sight, names(order), "RDS applies everything that is pending together with this.")
            : List.<Plan.AlsoApplied>of();
    var own = interruption(definition, order, sight);
    return new Plan(
        changes(order, sight),
        own.expected() || along.isEmpty()
            ? own
            : new Plan.Interruption(
                true,
                "This alone does not interrupt clients; what is applied along with it may.",
                "it depends on what is applied along"),
        along);
  }

  private List<Plan.Change> changes(Order order, InstanceSight sight) {
    return fields(order).stream()
        .filter(field -> !field.isSet(sight) || field.isOpen(sight))
        .map(field ->
            new Plan.Change(
                field.name(), shown(field.seen().apply(sight)), String.valueOf(field.value())))
        .toList();
  }

  /** RDS shows nothing where nothing is set. */
  private static @Nullable String shown(String value) {
    return value.isEmpty() || value.equals("null") ? null : value;
  }

  /** Whether this alone interrupts clients. */
  Plan.Interruption interruption(OperationDefinition definition, Order order, InstanceSight sight) {
    return Plan.Interruption.of(definition, order.parameters(), sight.present());
  }

  @Override
  public final Call call(Order order) {
    var arguments = new HashMap<String, Object>();
    fields(order).forEach(field -> arguments.put(field.name(), field.value()));
    arguments.put("DBInstanceIdentifier", order.identifier());
    arguments.put("ApplyImmediately", atOnce(order));
    var resources = new ArrayList<>(List.of(Arns.of(order)));
    resources.addAll(furtherResources(order));
    return new Call(
        "ModifyDBInstance",
        arguments,
        List.of(new Call.Right(List.of("rds:ModifyDBInstance"), resources)));
  }

  @Override
  public final Sighting look(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return InstanceStates.vanished(order);
    }
    if (InstanceStates.endedInTrouble(instance, attempt, sight)) {
      return InstanceStates.broken(instance, what());
    }
    var there = isThere(order, attempt, sight);
    if (!isCalm(instance, attempt)) {
      return InstanceStates.underway(
          instance, (there ? "It is set; the" : "The") + " instance is " + instance.status() + '.');
    }
    if (there) {
      return done(order, attempt, sight, instance);
    }
    var failure = FAILURES.since(attempt, sight);
    if (failure.isPresent()) {
      return givenUp(instance, failure.get(), sight);
    }
    return isTakenBack(order, attempt, sight)
        ? takenBack(order, sight, instance)
        : InstanceStates.underway(
            instance, what() + " is accepted; RDS still shows " + seen(order, sight) + '.');
  }

  /** RDS is not at work on it; a trouble that was there before may be what is being mended. */
  private static boolean isCalm(Instance instance, Attempt attempt) {
    return CALM.contains(instance.status()) || InstanceStates.wasSo(instance, attempt);
  }

  /**
   * RDS shows a change soon after taking it, as set or as pending. One that is neither some minutes
   * later was taken back, or written over: nothing is left that could be waited for. The call may
   * have been taken as late as its credentials allowed, however long ago it was intended. And when
   * RDS has been at work, its listings and events may be behind: as many minutes have to be calm.
   */
  private boolean isTakenBack(Order order, Attempt attempt, InstanceSight sight) {
    var calm = sight.calmSince();
    return calm != null
        && !sight.seenAt().isBefore(calm.plus(SHOWN_WITHIN))
        && !sight.seenAt().isBefore(attempt.sessionExpires().plus(SHOWN_WITHIN))
        && fields(order).stream()
            .anyMatch(field -> !field.isSet(sight) && !field.isPending(sight.present()));
  }

  private Sighting takenBack(Order order, InstanceSight sight, Instance instance) {
    return new Sighting.Broken(
        new Fault(
            "taken-back",
            null,
            null,
            what()
                + " was accepted, and RDS shows it neither as done nor as pending: somebody took it"
                + " back, or wrote over it. RDS shows "
                + seen(order, sight)
                + '.',
            "Find out who changed it. If it is still wanted, submit the operation again."),
        Map.of("status", instance.status(), "pending_modifications", instance.pending()),
        List.of(InstanceStates.evidence(instance, shown(order, sight))));
  }

  private Sighting done(Order order, Attempt attempt, InstanceSight sight, Instance instance) {
    var result = new HashMap<>(result(order, sight));
    result.putAll(AlsoApplied.result(attempt));
    result.put("status", instance.status());
    result.put("pending_modifications", instance.pending());
    return new Sighting.Done(
        result, List.of(InstanceStates.evidence(instance, shown(order, sight))));
  }

  private Map<String, String> shown(Order order, InstanceSight sight) {
    var shown = new HashMap<String, String>();
    fields(order).forEach(field -> shown.put(field.name(), field.seen().apply(sight)));
    return shown;
  }

  private Sighting givenUp(Instance instance, EventSight failure, InstanceSight sight) {
    return new Sighting.Broken(
        new Fault(
            "modification-failed",
            null,
            null,
            what() + " was accepted, and RDS gave it up later: " + failure.message(),
            "The old value is in force. Mend what RDS names, then submit the operation again."),
        Map.of("status", instance.status(), "pending_modifications", instance.pending()),
        List.of(NewEvents.evidence(failure, sight), InstanceStates.evidence(instance, Map.of())));
  }

  @Override
  public final Finding probe(Order order, Attempt attempt, InstanceSight sight) {
    var instance = sight.instance();
    if (instance == null) {
      return Finding.UNDECIDED;
    }
    var taken =
        fields(order).stream().allMatch(f -> isTaken(f, order, attempt, sight))
            || FAILURES.since(attempt, sight).isPresent();
    if (taken) {
      return Finding.HAPPENED;
    }
    return isCalm(instance, attempt)
            && Untouched.notModified(attempt, sight, Set.of(instance.status()))
            && isAsBefore(order, attempt, sight)
        ? Finding.ABSENT
        : Finding.UNDECIDED;
  }

  /**
   * Whether RDS shows a value as it would after the call. One that is set, and another waits to
   * take its place, is as it was before: the call would have taken the other away.
   */
  private boolean isTaken(Field field, Order order, Attempt attempt, InstanceSight sight) {
    // What waited for the window before, and still does, was not told to be applied now.
    return field.isPending(sight.present())
        ? !atOnce(order) || !isPendingAsBefore(field, attempt, sight.present())
        : field.isSet(sight) && !field.isOpen(sight);
  }

  private static boolean isPendingAsBefore(Field field, Attempt attempt, Instance instance) {
    var before = attempt.baseline().getOrDefault(PENDING_BEFORE + field.name(), "");
    return pending(field, instance).equals(before);
  }

  /** The value that waits, or nothing. */
  private static String pending(Field field, Instance instance) {
    return instance.pending().getOrDefault(field.name(), "");
  }

  /** Another value than before and than asked for: somebody has changed it since. */
  private boolean isAsBefore(Order order, Attempt attempt, InstanceSight sight) {
    return fields(order).stream()
        .allMatch(field -> {
          var now = field.seen().apply(sight);
          return attempt.baseline().getOrDefault(BEFORE + field.name(), now).equals(now)
              && isPendingAsBefore(field, attempt, sight.present());
        });
  }

  /** What was there before. */
  static String before(Attempt attempt, String field) {
    var before = attempt.baseline().getOrDefault(BEFORE + field, "");
    return before.isEmpty() ? "what it was" : before;
  }

  private String seen(Order order, InstanceSight sight) {
    return fields(order).stream()
        .map(field -> field.name() + ' ' + field.seen().apply(sight))
        .collect(Collectors.joining(", "));
  }

  private Set<String> names(Order order) {
    return fields(order).stream().map(Field::name).collect(Collectors.toCollection(HashSet::new));
  }

  /** RDS has no code for it, only these words. */
  private static boolean isFailure(EventSight event) {
    var message = event.message().toLowerCase(Locale.ROOT);
    return message.contains("unable to modify")
        || (message.contains("insufficient") && message.contains("capacity"))
        || (event.categories().contains("failure") && message.contains("modif"));
  }
}
