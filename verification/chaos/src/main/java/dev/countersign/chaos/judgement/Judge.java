package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds what the platform says against what RDS wrote down and against the ledger. */
public final class Judge {
  /** The session name of strangers' effects. */
  public static final String STRANGER = "stranger";

  private static final Set<Status> NOT_DONE =
      EnumSet.of(Status.FAILED, Status.REJECTED, Status.APPROVAL_EXPIRED, Status.CANCELLED);

  private final double speed;
  private final Duration skew;

  /**
   * @param speed how much faster than AWS the simulated RDS is
   * @param skew how far AWS's clock is ahead of the machine's
   */
  public Judge(double speed, Duration skew) {
    this.speed = speed;
    this.skew = skew;
  }

  /** What is wrong. */
  public Findings judge(Material material) {
    var events = material.events();
    var effects = material.effectsByOperation();
    var foreign = effects.remove(STRANGER);
    var strangers = new Disturbance(foreign == null ? List.of() : foreign, speed);
    var findings = new Findings();
    material
        .accepted()
        .forEach((id, asked) ->
            told(
                new Told(
                    id,
                    asked,
                    material.ended().get(id),
                    events.getOrDefault(id, List.of()),
                    effects.getOrDefault(id, List.of())),
                strangers,
                findings));
    Overlaps.in(material, effects, skew).forEach(id -> findings.add(Count.OVERLAPPED, true, id));
    effects.forEach((id, all) -> {
      findings.add(Count.DOUBLED, all.size() > 1, id);
      var approvals = Approvals.in(events.getOrDefault(id, List.of()));
      findings.add(
          Count.UNAPPROVED, !all.stream().allMatch(effect -> approvals.allow(effect, skew)), id);
    });
    return findings;
  }

  /** An operation and what was told of it; what the gateway does not know has no status. */
  private record Told(
      String id,
      Requested asked,
      @Nullable Status status,
      List<LedgerEntry> events,
      List<JsonNode> effects) {
    boolean isDone() {
      return effects.stream().anyMatch(effect -> !takenBack(effect));
    }

    Stream<LedgerEntry> events(String pastTense) {
      return events.stream().filter(event -> Events.is(event, pastTense));
    }

    boolean is(String pastTense) {
      return events(pastTense).findAny().isPresent();
    }
  }

  private void told(Told told, Disturbance strangers, Findings findings) {
    var id = told.id();
    var status = told.status();
    var ends = told.events().stream().filter(Events::isTerminal).count();
    findings.add(Count.LOST, status == null || !told.is("requested"), id);
    findings.add(Count.UNRESOLVED, status == null || !status.ended() || ends != 1, id);
    findings.add(Count.FALSE_SUCCEEDED, saysDone(told) && !isSo(told, strangers), id);
    findings.add(Count.FALSE_FAILED, saysNotDone(told, strangers) && told.isDone(), id);
    findings.add(Count.INDETERMINATE, status == Status.INDETERMINATE, id);
    findings.add(
        Count.ESTABLISHABLE, status == Status.INDETERMINATE && !disturbed(told, strangers), id);
  }

  /** To the client, or in the ledger: also where it was found out late. */
  private static boolean saysDone(Told told) {
    return told.status() == Status.SUCCEEDED || told.is("succeeded") || told.is("completed-late");
  }

  /**
   * Whether it was done, or somebody else had done the same before that was said: a state that was
   * asked for since the approval, a restart or a failover since the last attempt.
   */
  private boolean isSo(Told told, Disturbance strangers) {
    var since =
        told.events(told.asked().leavesOnlyAnEvent() ? "started" : "approved")
            .map(Events::time)
            .max(Instant::compareTo);
    // What came after that is in the ledger was certainly not what was seen.
    var until =
        Stream.of("succeeded", "completed-late")
            .flatMap(told::events)
            .map(LedgerEntry::recordedAt)
            .max(Instant::compareTo);
    return told.isDone()
        || (since.isPresent()
            && until.isPresent()
            && strangers.didTheSame(told.asked(), since.get().plus(skew), until.get().plus(skew)));
  }

  /** That an instance is gone is no word about what was done with it before. */
  private static boolean saysNotDone(Told told, Disturbance strangers) {
    var says =
        (told.status() != null && NOT_DONE.contains(told.status()))
            || NOT_DONE.stream().anyMatch(status -> told.is(status.wireName()));
    return says && !(saysGone(told) && strangers.deleted(told.asked().resource()));
  }

  private static boolean saysGone(Told told) {
    return told.events().stream()
        .filter(event -> Events.is(event, "failed"))
        .anyMatch(
            event -> event.data().path("fault").path("code").asText().equals("instance-gone"));
  }

  /**
   * What only an event tells is in doubt by itself where that is missing; anything else only by
   * others' doings.
   */
  private boolean disturbed(Told told, Disturbance strangers) {
    var times = told.events().stream().map(Events::time).sorted().toList();
    return told.asked().leavesOnlyAnEvent()
        || (!times.isEmpty()
            && strangers.touched(
                told.asked(), times.getFirst().plus(skew), times.getLast().plus(skew)));
  }

  private static boolean takenBack(JsonNode effect) {
    return effect.path("faults").toString().contains("accepted_then_fails");
  }
}
