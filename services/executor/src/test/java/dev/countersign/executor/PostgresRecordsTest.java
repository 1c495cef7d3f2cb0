package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.execution.Records;
import dev.countersign.executor.execution.RecordsContract;
import dev.countersign.executor.execution.SignedOrders;
import dev.countersign.executor.execution.Worker;
import dev.countersign.executor.records.Queue;
import dev.countersign.executor.trust.TrustedKeys;
import dev.countersign.relay.Hop;
import dev.countersign.relay.Look;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The records in a real database keep the contract. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class PostgresRecordsTest extends RecordsContract {
  /** Where no account of this executor is: its own discovery would find them gone. */
  private static final String REGION = "eu-west-3";

  @Inject Records records;
  @Inject Queue queue;
  @Inject Hop hop;
  @Inject Worker worker;
  @Inject SignedOrders orders;
  @Inject TrustedKeys trusted;
  @Inject Pool pool;

  private final Map<String, Event> approved = new HashMap<>();

  /** The executor itself would claim what is not its own. */
  @BeforeEach
  void nobodyElseClaims() {
    worker.stop().join();
  }

  @Override
  protected Records records() {
    return records;
  }

  @Override
  protected String owner() {
    return worker.owner();
  }

  @Override
  protected String enter(ResourceKey key, Duration validFor) {
    var event =
        key.kind().equals(Cluster.KIND)
            ? Approvals.approval(cluster(key), "stop_cluster", Map.of(), validFor)
            : Approvals.approval(instance(key), "reboot_instance", Map.of(), validFor);
    var envelope = ((OperationApproved) event.data()).envelope();
    try {
      var keys = trusted.byId();
      var verified = orders.of(envelope.open(keys, Approval.class, Approval.TYPE), keys);
      done(
          hop.transact(tx ->
              queue.enter(new Look(tx.sql(), true), event, envelope, verified).chain(tx::make)));
    } catch (Envelope.NotTrusted e) {
      throw new AssertionError(e);
    }
    approved.put(event.subject(), event);
    return event.subject();
  }

  @Override
  protected void cancel(String operationId, ResourceKey key) {
    var event = Approvals.cancellation(Objects.requireNonNull(approved.get(operationId)));
    done(
        hop.transact(tx ->
            queue
                .cancel(new Look(tx.sql(), true), event, operationId, new Cancel("ada", null))
                .chain(tx::make)));
  }

  @Test
  void whatWaitsUnderItsOwnKeySinceBeforeItsClusterWasKnownStopsNoClaim() {
    var name = "late-" + EventIds.next();
    var member = Instance.keyOf("111122223333", REGION, "db-" + name);
    discovered(member, "one-" + name, name);
    var first = enter(member, Duration.ofMinutes(10));
    set(first, "holds_resource = false, lease_owner = null, wake_at = now()");
    discovered(Cluster.keyOf("111122223333", REGION, "cluster-" + name), name, null);

    var second = enter(member, Duration.ofMinutes(10));

    assertEquals(List.of("1 queued"), told(second));
    set(second, "holds_resource = true, fence = 1, lease_owner = 'another'");
    var claimed = records.claimDue(owner(), List.of(), 100).toCompletableFuture().join();
    assertTrue(
        claimed.stream().noneMatch(each -> each.standing().operationId().equals(first)),
        "two operations of one instance at once");
  }

  @Override
  protected void discovered(ResourceKey key, String identifier, @Nullable String memberOf) {
    pool.preparedQuery(
            """
            insert into resources
              (resource_key, account, region, kind, identifier, fingerprint, observed_at, member_of)
            values ($1, $2, $3, $4, $5, 'seen', now(), $6)
            """)
        .executeAndAwait(
            Tuple.tuple()
                .addString(key.toString())
                .addString(key.account())
                .addString(key.region())
                .addString(key.kind())
                .addString(identifier)
                .addString(memberOf));
  }

  private void set(String operationId, String change) {
    pool.preparedQuery("update executions set " + change + " where operation_id = $1")
        .executeAndAwait(Tuple.of(operationId));
  }

  @Override
  protected List<String> told(String operationId) {
    var rows =
        pool.preparedQuery(
                """
                select headers ->> 'ce_sequence' || ' ' || split_part(headers ->> 'ce_type', '.', 4)
                from outbox where headers ->> 'ce_subject' = $1 order by seq
                """)
            .executeAndAwait(Tuple.of(operationId));
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getString(0)).toList();
  }

  private static void done(Uni<Void> hop) {
    hop.await().atMost(Duration.ofMinutes(1));
  }

  private static Instance instance(ResourceKey key) {
    return new Instance(
        key,
        "dev-1",
        "arn:aws:rds:eu-central-1:111122223333:db:dev-1",
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("23:00-23:30", "sun:23:45-mon:00:15", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "development"),
        Map.of(),
        Instant.now());
  }

  private static Cluster cluster(ResourceKey key) {
    return new Cluster(
        key,
        "dev",
        "arn:aws:rds:eu-central-1:111122223333:cluster:dev",
        "aurora-postgresql",
        "16.4",
        "provisioned",
        null,
        "available",
        List.of(),
        new Cluster.Storage(true, null, null, null),
        new Instance.Windows("23:00-23:30", "sun:23:45-mon:00:15", 7),
        new Cluster.Topology(true, false, null, null, List.of()),
        null,
        "default.aurora-postgresql16",
        Map.of("Environment", "development"),
        Map.of(),
        Instant.now());
  }
}
