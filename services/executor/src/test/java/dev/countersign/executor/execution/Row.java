package dev.countersign.executor.execution;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.execution.Records.Save;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An execution in memory, with the events that were committed together with its states. */
public final class Row {
  public final String operationId;
  final String resourceKey;

  /** What it shares with those that must not be under way at the same time. */
  String exclusionKey;

  final long queueNo;
  final Trace trace;
  final String envelope;
  public final Instant expiresAt;
  public final Instant enteredAt;
  public final List<Told> told = new ArrayList<>();
  public String phase;
  public String state;
  long version;
  long fence;
  long sequence;
  boolean holds;
  public boolean ended;
  @Nullable String owner;
  @Nullable Cancel cancel;
  Instant wakeAt;

  /** When its last intent was recorded. */
  public @Nullable Instant intendedAt;

  /** When a change ended it. */
  public @Nullable Instant endedAt;

  /** When each intent was recorded, by the name of its session. */
  public final Map<String, Instant> intents = new HashMap<>();

  /** From where each of its stored changes began. */
  public final List<Standing> saved = new ArrayList<>();

  /** An event with its number. */
  public record Told(long sequence, StatusEvent event) {}

  Row(
      Standing standing,
      String envelope,
      Instant expiresAt,
      String phase,
      String state,
      long queueNo,
      Instant now) {
    this.operationId = standing.operationId();
    this.resourceKey = standing.resourceKey();
    this.exclusionKey = resourceKey;
    this.trace = standing.trace();
    this.envelope = envelope;
    this.expiresAt = expiresAt;
    this.phase = phase;
    this.state = state;
    this.queueNo = queueNo;
    this.enteredAt = now;
    this.wakeAt = now;
  }

  boolean waits() {
    return !ended && !holds;
  }

  void tell(StatusEvent event) {
    told.add(new Told(++sequence, event));
  }

  /** A change, with its events numbered from where it began. */
  void change(Save save, Instant now) {
    var attempt = Evolution.attemptOf(save.next());
    if (save.isIntent() && attempt != null) {
      intendedAt = now;
      intents.put(attempt.sessionName(), now);
    }
    if (save.ends()) {
      endedAt = now;
    }
    saved.add(save.standing());
    version++;
    sequence = save.standing().sequence();
    save.reports().forEach(this::tell);
  }

  /** What was told of it. */
  public List<StatusEvent> events() {
    return told.stream().map(Told::event).toList();
  }

  Recorded recorded() {
    return new Recorded(
        new Standing(operationId, resourceKey, trace, fence, version, sequence),
        envelope,
        phase,
        state,
        cancel == null ? null : Json.text(cancel),
        expiresAt);
  }
}
