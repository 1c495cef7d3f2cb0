package dev.countersign.executor.execution;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent.OperationCancelled;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.ExecutionEvent;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Records.Expired;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.execution.Records.Save;
import dev.countersign.executor.execution.Records.Saved;
import dev.countersign.provider.operation.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the shell may rely on, whatever keeps its records. */
public abstract class RecordsContract {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration LEASE = Duration.ofHours(1);
  private static final int MANY = 10_000;

  private final ResourceKey instance =
      Instance.keyOf("111122223333", "eu-central-1", "db-" + EventIds.next());

  /** A process beside the owner; its claims are this test's alone. */
  private final String another = "another-" + EventIds.next();

  /** What is held to the contract. */
  protected abstract Records records();

  /** In whose name an idle instance's execution is entered. */
  protected abstract String owner();

  /** An approval that holds for so long comes in; its operation's id. */
  protected abstract String enter(ResourceKey instance, Duration validFor);

  /** An approved cancellation comes in. */
  protected abstract void cancel(String operationId, ResourceKey instance);

  /** Discovery puts a resource on record. */
  protected abstract void discovered(ResourceKey key, String identifier, @Nullable String memberOf);

  /** For example {@code 1 queued}. */
  protected abstract List<String> told(String operationId);

  private static <T> T of(CompletionStage<T> answer) {
    return answer.toCompletableFuture().join();
  }

  private Standing standing(String operationId, long fence, long version, long sequence) {
    var trace = new Trace("correlation", null, null);
    return new Standing(operationId, instance.toString(), trace, fence, version, sequence);
  }

  private static Terms terms(String operationId) {
    return Terms.bare(operationId, Instant.EPOCH);
  }

  private static Attempt attempt() {
    var then = Instant.parse("2026-01-01T00:00:00Z");
    return new Attempt(1, "session", then, then, Map.of(), null);
  }

  private static Save progressed(Standing standing) {
    var id = standing.operationId();
    var report = new OperationProgressed(id, "confirming", null, "on its way");
    return new Save(
        standing,
        new State.Confirming(terms(id), attempt(), null, "on its way"),
        new Transition(List.of(new ExecutionEvent.CameAlong(null, report)), List.of()));
  }

  private static Save intended(Standing standing) {
    var id = standing.operationId();
    var intent =
        new ExecutionEvent.IntentRecorded(attempt(), new OperationStarted(id, 1, "session"));
    return new Save(
        standing,
        new State.Intent(terms(id), attempt()),
        new Transition(List.of(intent), List.of()));
  }

  private static Save ended(Standing standing) {
    var id = standing.operationId();
    var finished =
        new ExecutionEvent.Finished(
            OperationState.CANCELLED, new OperationCancelled(id, "ada", "Stopped."));
    return new Save(
        standing,
        new State.Ended(terms(id), OperationState.CANCELLED),
        new Transition(List.of(finished), List.of()));
  }

  private static Save backUntil(Standing standing, Instant notBefore) {
    var id = standing.operationId();
    return new Save(
        standing,
        new State.Ready(terms(id), 0, 1, notBefore, "busy"),
        new Transition(
            List.of(new ExecutionEvent.WentBack(0, 1, notBefore, "busy", null)), List.of()));
  }

  private List<String> due(String owner, List<String> orphans) {
    return of(records().claimDue(owner, orphans, MANY)).stream()
        .map(recorded -> recorded.standing().operationId())
        .toList();
  }

  @Test
  void onAnIdleInstanceItIsHeldAtOnceAndWhatComesBehindItWaits() {
    var first = enter(instance, LONG);
    var second = enter(instance, LONG);

    var held = of(records().held(owner(), -1));
    assertTrue(held.contains(first));
    assertFalse(held.contains(second));
    assertEquals(List.of(), told(first));
    assertEquals(List.of("1 queued"), told(second));
    assertEquals(List.of(), of(records().claimNext(another, instance.toString())));
  }

  @Test
  void aChangeIsStoredOnceAndItsEventsWithIt() {
    var id = enter(instance, LONG);
    var change = progressed(standing(id, 1, 0, 0));

    assertEquals(Optional.of(new Saved(false)), of(records().save(change)));
    assertEquals(Optional.empty(), of(records().save(change)));
    assertEquals(List.of("1 progressed"), told(id));
  }

  @Test
  void aChangeByWhoeverIsNotInChargeAnyMoreIsNotStored() {
    var id = enter(instance, LONG);

    for (var standing :
        List.of(standing(id, 0, 0, 0), standing(id, 1, 1, 0), standing(id, 1, 0, 1))) {
      assertEquals(Optional.empty(), of(records().save(progressed(standing))));
    }
    assertEquals(List.of(), told(id));
  }

  @Test
  void anIntentIsNotStoredWhereSomebodyHasCancelledAndAnythingElseIs() {
    var id = enter(instance, LONG);
    cancel(id, instance);

    assertEquals(Optional.empty(), of(records().save(intended(standing(id, 1, 0, 0)))));
    assertTrue(of(records().cancelled(id, 1)));
    assertFalse(of(records().cancelled(id, 2)));
    assertTrue(of(records().cancellations(owner())).containsKey(id));
    assertEquals(
        Optional.of(new Saved(false)), of(records().save(progressed(standing(id, 1, 0, 0)))));
  }

  @Test
  void whatOnlyWaitsEndsWhenItIsCancelled() {
    enter(instance, LONG);
    var waiting = enter(instance, LONG);
    cancel(waiting, instance);

    assertEquals(List.of("1 queued", "2 cancelled"), told(waiting));
    assertFalse(of(records().cancellations(owner())).containsKey(waiting));
  }

  @Test
  void theNextIsClaimedWhenTheInstanceIsFreeAndThoseBehindHearOfTheirPlaces() {
    var first = enter(instance, LONG);
    var second = enter(instance, LONG);
    var third = enter(instance, LONG);

    assertEquals(Optional.of(new Saved(true)), of(records().save(ended(standing(first, 1, 0, 0)))));
    var claimed = of(records().claimNext(another, instance.toString()));

    assertEquals(List.of(second), claimed.stream().map(c -> c.standing().operationId()).toList());
    assertEquals(1, claimed.getFirst().standing().fence());
    assertEquals(List.of("1 queued", "2 queued"), told(third));
    assertEquals(Set.of(second), of(records().held(another, -1)));
    var envelope = claimed.getFirst().envelope();
    assertEquals(envelope, of(records().envelope(second)));
  }

  @Test
  void aChangeFromBeforeThePlacesWereToldIsNotStored() {
    var first = enter(instance, LONG);
    enter(instance, LONG);
    var third = enter(instance, LONG);
    of(records().save(ended(standing(first, 1, 0, 0))));
    of(records().claimNext(another, instance.toString()));

    assertEquals(Optional.empty(), of(records().save(ended(standing(third, 0, 0, 1)))));
    assertEquals(Optional.of(new Saved(true)), of(records().save(ended(standing(third, 0, 0, 2)))));
    assertEquals(List.of("1 queued", "2 queued", "3 cancelled"), told(third));
  }

  @Test
  void whatWentBackIsClaimedWhenItsTimeHasCome() {
    var id = enter(instance, LONG);
    var inAnHour = Instant.now().plusSeconds(3600);
    of(records().save(backUntil(standing(id, 1, 0, 0), inAnHour)));
    assertEquals(List.of(), of(records().claimNext(another, instance.toString())));
    assertFalse(due(another, List.of(id)).contains(id));

    of(records().save(backUntil(standing(id, 1, 1, 0), Instant.now())));
    await()
        .atMost(1, MINUTES)
        .until(() -> !of(records().claimNext(another, instance.toString())).isEmpty());
  }

  @Test
  void whatAProcessHoldsIsItsOwnAsLongAsItsLeaseLasts() {
    of(records().renew(owner(), LEASE));
    of(records().renew(another, LEASE));
    var id = enter(instance, LONG);

    assertFalse(due(another, List.of()).contains(id));
    assertFalse(due(another, List.of(id)).contains(id), "not even where it is asked for");
    assertTrue(due(owner(), List.of(id)).contains(id), "but by the process itself");
    of(records().giveUp(owner()));
    assertTrue(due(another, List.of()).contains(id));
    assertEquals(Optional.empty(), of(records().save(progressed(standing(id, 2, 0, 0)))));
  }

  @Test
  void aClusterAndItsMembersExcludeEachOther() {
    var shop = new Shop();
    discovered(shop.cluster, shop.name, null);
    var first = enter(shop.member("one"), LONG);
    var second = enter(shop.cluster, LONG);
    var third = enter(shop.member("two"), LONG);

    assertEquals(List.of("1 queued"), told(second));
    assertEquals(List.of("1 queued"), told(third));
    assertTrue(of(records().excludes(first, shop.name)));
    assertFalse(of(records().excludes(first, "another")));
    assertEquals(Optional.of(new Saved(true)), of(records().save(ended(shop.of(first, "one")))));
    // The one is free, and whoever is next among all of them is claimed.
    var next = of(records().claimNext(another, shop.key("one").toString()));
    assertEquals(second, next.getFirst().standing().operationId());
    assertEquals(List.of(), of(records().claimNext(another, shop.key("two").toString())));
    assertFalse(due(another, List.of()).contains(third));
    assertEquals(List.of("1 queued", "2 queued"), told(third));
  }

  @Test
  void aMemberOfAClusterThatIsNotKnownExcludesNobodyUntilItWaitsAgain() {
    var shop = new Shop();
    var member = enter(shop.member("one"), LONG);
    assertFalse(of(records().excludes(member, shop.name)));
    discovered(shop.cluster, shop.name, null);
    assertFalse(of(records().excludes(member, shop.name)), "it is held under its own key");

    var back = backUntil(shop.of(member, "one"), Instant.now().minusSeconds(1));
    assertEquals(Optional.of(new Saved(false)), of(records().save(back)));
    var ofCluster = enter(shop.cluster, LONG);

    assertEquals(List.of("1 queued"), told(ofCluster));
    var claimed = of(records().claimNext(another, shop.cluster.toString()));
    assertEquals(member, claimed.getFirst().standing().operationId());
    assertTrue(of(records().excludes(member, shop.name)));
  }

  @Test
  void ofTwoThatWaitForOneResourceInTwoQueuesTheOlderIsClaimedAlone() {
    var shop = new Shop();
    var member = shop.member("one");
    var first = enter(member, LONG);
    var underItsOwnKey = enter(member, LONG);
    discovered(shop.cluster, shop.name, null);
    var underItsClusters = enter(member, LONG);
    of(records().save(ended(shop.of(first, "one"))));

    assertEquals(List.of(), of(records().claimNext(another, shop.cluster.toString())));
    var claimed = due(another, List.of());
    assertTrue(claimed.contains(underItsOwnKey));
    assertFalse(claimed.contains(underItsClusters));
    assertFalse(due(another, List.of()).contains(underItsClusters), "the other one holds it");
  }

  /** A cluster of this test's own, of which discovery knows the members only. */
  private final class Shop {
    private final String name = "shop-" + EventIds.next();
    private final ResourceKey cluster =
        Cluster.keyOf("111122223333", "eu-west-3", "cluster-" + name);

    ResourceKey key(String member) {
      return Instance.keyOf("111122223333", "eu-west-3", "db-" + member + '-' + name);
    }

    ResourceKey member(String member) {
      discovered(key(member), member + '-' + name, name);
      return key(member);
    }

    Standing of(String operationId, String member) {
      return new Standing(
          operationId, key(member).toString(), new Trace("correlation", null, null), 1, 0, 0);
    }
  }

  @Test
  void aLeaseThatIsNotRenewedRunsOut() {
    of(records().renew(another, LEASE));
    of(records().renew(owner(), Duration.ofMillis(100)));
    var id = enter(instance, LONG);

    await().atMost(1, MINUTES).until(() -> due(another, List.of()).contains(id));
  }

  @Test
  void aLeaseTellsTheTimeAndHowManyOthersHaveOne() {
    var before = of(records().renew("one", LEASE)).others();
    of(records().renew("one more", LEASE));
    var lease = of(records().renew("one", LEASE));
    of(records().giveUp("one more"));

    assertTrue(lease.others() > before - 1 && lease.others() >= 1);
    assertEquals(lease.others() - 1, of(records().renew("one", LEASE)).others());
    assertTrue(Duration.between(lease.now(), Instant.now()).abs().toSeconds() < 60);
  }

  @Test
  void whatIsHeldIsNotReadWhereTheirNumberIsKnown() {
    enter(instance, LONG);

    // The service under test may let one in that an earlier test has sent.
    await()
        .atMost(1, MINUTES)
        .untilAsserted(() -> {
          var held = of(records().held(owner(), -1));
          assertEquals(Set.of(), of(records().held(owner(), held.size())));
          assertEquals(held, of(records().held(owner(), held.size() + 1)));
        });
  }

  @Test
  void whatWaitsAndHasExpiredIsFoundFromBehindTheLastOne() {
    enter(instance, LONG);
    var brief = enter(instance, Duration.ofMillis(200));
    var briefer = enter(instance, Duration.ofMillis(100));
    var lasting = enter(instance, LONG);

    await()
        .atMost(1, MINUTES)
        .until(() -> expired(Expired.NONE).containsAll(List.of(brief, briefer)));
    var found = expired(Expired.NONE);
    assertFalse(found.contains(lasting));
    var last =
        of(records().expired(Expired.NONE, MANY)).stream()
            .filter(one -> one.standing().operationId().equals(found.getFirst()))
            .map(one -> new Expired(expiry(one), one.standing().operationId()))
            .findFirst()
            .orElseThrow();
    assertEquals(found.subList(1, found.size()), expired(last));
    assertEquals(1, of(records().expired(last, 1)).size());
  }

  private static Instant expiry(Recorded recorded) {
    var at = recorded.expiresAt();
    return at == null ? Instant.EPOCH : at;
  }

  private List<String> expired(Expired last) {
    return of(records().expired(last, MANY)).stream()
        .map(one -> one.standing().operationId())
        .toList();
  }
}
