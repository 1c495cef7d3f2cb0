package dev.countersign.audit.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.audit.entry.Entry;
import dev.countersign.audit.entry.LedgerRecord;
import dev.countersign.audit.entry.LedgerRecord.Header;
import dev.countersign.audit.entry.LedgerRecord.Position;
import dev.countersign.audit.intake.Resumption.Log;
import dev.countersign.audit.wiring.SampleEvents;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/* NullAway does not see the annotation on arrays of compiled classes: byte @Nullable []. */
@NullUnmarked
class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");
  private static final Partition PARTITION = new Partition(Topics.STATUS, 0);

  @Test
  void newEventsAreAppendedInOrderAndAcknowledged() {
    var first = SampleEvents.progressed("op", 1);
    var second = SampleEvents.progressed("op", 2);
    var plan = plan(0, new Known(), at(0, first), at(1, second));

    assertEquals(List.of(first.id(), second.id()), appended(plan));
    assertEquals(List.of(first.id(), second.id()), acknowledged(plan));
    assertEquals(Map.of(PARTITION, 2L), plan.next());
    assertEquals(List.of(), alarms(plan));
  }

  @Test
  void aRepetitionIsOnlyAcknowledged() {
    var event = SampleEvents.progressed("op", 1);
    var plan = plan(0, new Known(), at(0, event), at(1, event));

    assertEquals(List.of(event.id()), appended(plan));
    assertEquals(List.of(event.id(), event.id()), acknowledged(plan));
    assertEquals(Map.of(PARTITION, 2L), plan.next());
  }

  @Test
  void aKnownRecordBelowTheNextOffsetChangesNothing() {
    var event = SampleEvents.progressed("op", 1);
    var known = new Known();
    known.add(at(3, event).origin().identity());
    var plan = plan(10, known, at(3, event));

    assertEquals(List.of(), plan.entries());
    assertEquals(Map.of(PARTITION, 10L), plan.next());
  }

  @Test
  void anUnknownRecordBelowTheNextOffsetIsAppendedAndTold() {
    var plan =
        plan(
            10,
            new Known(),
            at(3, SampleEvents.progressed("op", 1)),
            at(4, SampleEvents.progressed("op", 2)));

    assertEquals(2, appended(plan).size());
    assertEquals(List.of("ledger.offset-reused"), alarms(plan));
    assertEquals(Map.of(PARTITION, 10L), plan.next());
  }

  @Test
  void missingOffsetsAreToldExceptOnACompactedTopic() {
    var event = SampleEvents.progressed("op", 1);
    assertEquals(List.of("ledger.offset-gap"), alarms(plan(5, new Known(), at(8, event))));
    var compacted =
        Intake.plan(
            Set.of(Topics.STATUS), Map.of(PARTITION, 5L), new Known(), List.of(at(8, event)), NOW);
    assertEquals(List.of(), alarms(compacted));
  }

  @Test
  void missingNumbersAreToldAndLateOnesAreNot() {
    var known = new Known();
    known.reached("/countersign/executor", "op", 2);
    var plan =
        plan(
            0,
            known,
            at(0, SampleEvents.progressed("op", 5)),
            at(1, SampleEvents.progressed("op", 3)),
            at(2, SampleEvents.progressed("op", 6)));

    assertEquals(List.of("ledger.sequence-gap"), alarms(plan));
    assertEquals(3, appended(plan).size());
  }

  @Test
  void aNumberFarAheadHidesNoLaterLoss() {
    var plan =
        plan(
            0,
            new Known(),
            at(0, SampleEvents.progressed("op", 1)),
            at(1, SampleEvents.progressed("op", Long.MAX_VALUE)),
            at(2, SampleEvents.progressed("op", 2)),
            at(3, SampleEvents.progressed("op", 4)));

    assertEquals(List.of("ledger.sequence-gap", "ledger.sequence-gap"), alarms(plan));
    assertEquals(4, appended(plan).size());
  }

  @Test
  void aForeignEventGetsNoCreditAndTheTrueOneIsNoRepetition() {
    var event = SampleEvents.progressed("op", 1);
    var misplaced = at(new Position(Topics.REQUESTS, 0, 0), event);
    var known = new Known();
    var plan = Intake.plan(Set.of(), Map.of(), known, List.of(misplaced, at(0, event)), NOW);

    assertEquals(
        List.of("alarm", "event"), plan.entries().stream().map(e -> e.kind().wireName()).toList());
    assertEquals(List.of(event.id()), acknowledged(plan));
    assertEquals(
        List.of("event"),
        Intake.plan(Set.of(), Map.of(), new Known(), List.of(at(0, event)), NOW).entries().stream()
            .map(e -> e.kind().wireName())
            .toList());

    var again = Intake.plan(Set.of(), plan.next(), known, List.of(misplaced), NOW);
    assertEquals(List.of(), again.entries());
  }

  @Test
  void sourcesThatDoNotNumberAreNotAskedFor() {
    assertEquals(List.of(), alarms(plan(0, new Known(), at(0, SampleEvents.progressed("op", 0)))));
  }

  @Test
  void whateverIsDeliveredAgainEachEventIsAppendedOnceAndNoneIsLost() {
    for (int seed = 0; seed < 100; seed++) {
      var random = new Random(seed);
      var log = new ArrayList<Event>();
      for (int i = 1; i <= 30; i++) {
        log.add(SampleEvents.progressed("op", i));
      }
      var known = new Known();
      var ledger = new ArrayList<String>();
      long next = 0;
      while (next < log.size()) {
        int from = (int) Math.max(0, next - random.nextInt(10));
        int to = Math.min(log.size(), (int) next + 1 + random.nextInt(5));
        var batch = new ArrayList<Arrival>();
        for (int offset = from; offset < to; offset++) {
          batch.add(at(offset, log.get(offset)));
        }
        var plan = Intake.plan(Set.of(), Map.of(PARTITION, next), known, batch, NOW);
        assertEquals(List.of(), alarms(plan), "seed " + seed);
        ledger.addAll(appended(plan));
        next = plan.next().getOrDefault(PARTITION, next);
      }
      assertEquals(log.stream().map(Event::id).toList(), ledger, "seed " + seed);
    }
  }

  @Test
  void partitionsAreJoinedByTimeAndKeepTheirOwnOrder() {
    var requests = List.of(bare("requests", 0, 5), bare("requests", 1, 3), bare("requests", 2, 9));
    var decisions = List.of(bare("decisions", 0, 5), bare("decisions", 1, 8));
    var merged = ReplayOrder.merge(List.of("requests", "decisions"), List.of(decisions, requests));

    assertEquals(
        List.of("requests 0", "requests 1", "decisions 0", "decisions 1", "requests 2"),
        merged.stream().map(r -> r.position().topic() + ' ' + r.position().offset()).toList());
  }

  @Test
  void aWriterReadsOnALittleBeforeWhereTheLastOneStopped() {
    var plan = Resumption.plan(Map.of(PARTITION, 1000L), Map.of(PARTITION, new Log(0, 1500)));
    assertEquals(Map.of(PARTITION, 1000 - Resumption.OVERLAP), plan.seeks());
    assertEquals(List.of(), plan.alarms());
  }

  @Test
  void aLostEndIsToldAndReadFromTheBeginning() {
    var plan = Resumption.plan(Map.of(PARTITION, 1000L), Map.of(PARTITION, new Log(40, 900)));
    assertEquals(Map.of(PARTITION, 40L), plan.seeks());
    assertEquals(Map.of(PARTITION, 40L), plan.resets());
    assertEquals(1, plan.alarms().size());
  }

  @Test
  void howMuchThereIsToReadIsKnownBeforeItIsRead() {
    var other = new Partition(PARTITION.topic(), PARTITION.number() + 1);
    var logs = Map.of(PARTITION, new Log(0, 1500), other, new Log(7, 9));
    var plan = Resumption.plan(Map.of(PARTITION, 1000L), logs);
    assertEquals(Map.of(PARTITION.topic(), 500 + Resumption.OVERLAP + 2), plan.behind(logs));
  }

  @Test
  void aPartitionNeverReadBeginsWhereTheBrokerDoes() {
    var plan = Resumption.plan(Map.of(), Map.of(PARTITION, new Log(7, 9)));
    assertEquals(Map.of(PARTITION, 7L), plan.seeks());
  }

  private static Plan plan(long expected, Known known, Arrival... arrivals) {
    return Intake.plan(Set.of(), Map.of(PARTITION, expected), known, List.of(arrivals), NOW);
  }

  private static Arrival at(long offset, Event event) {
    return at(new Position(Topics.STATUS, 0, offset), event);
  }

  private static Arrival at(Position position, Event event) {
    var headers =
        EventCodec.headers(event).entrySet().stream()
            .map(one -> new Header(one.getKey(), one.getValue().getBytes(UTF_8)))
            .toList();
    return Arrival.of(
        new LedgerRecord(
            position, 0, event.partitionKey().getBytes(UTF_8), headers, EventCodec.value(event)),
        NOW);
  }

  private static LedgerRecord bare(String topic, long offset, long timestamp) {
    return new LedgerRecord(new Position(topic, 0, offset), timestamp, null, List.of(), null);
  }

  private static List<String> appended(Plan plan) {
    return plan.entries().stream()
        .map(Entry::origin)
        .filter(origin -> origin != null)
        .map(origin -> origin.identity().eventId())
        .toList();
  }

  private static List<String> acknowledged(Plan plan) {
    return plan.acknowledged().stream().map(identity -> identity.eventId()).toList();
  }

  private static List<String> alarms(Plan plan) {
    return plan.entries().stream()
        .filter(entry -> entry.origin() == null)
        .map(entry -> entry.facts().type())
        .toList();
  }
}
