package dev.countersign.chaos.simulation;

import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.execution.Records;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Records behind something: a wire, or a mistake. */
class ForwardingRecords implements Records {
  final Records records;

  ForwardingRecords(Records records) {
    this.records = records;
  }

  /** Every statement goes through here. */
  <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> statement) {
    return statement.get();
  }

  @Override
  public CompletionStage<Lease> renew(String owner, Duration lease) {
    return ask(() -> records.renew(owner, lease));
  }

  @Override
  public CompletionStage<Void> giveUp(String owner) {
    return ask(() -> records.giveUp(owner));
  }

  @Override
  public CompletionStage<Optional<Saved>> save(Save save) {
    return ask(() -> records.save(save));
  }

  @Override
  public CompletionStage<List<Recorded>> claimDue(
      String owner, Collection<String> orphans, int atMost) {
    return ask(() -> records.claimDue(owner, orphans, atMost));
  }

  @Override
  public CompletionStage<List<Recorded>> claimNext(String owner, String resourceKey) {
    return ask(() -> records.claimNext(owner, resourceKey));
  }

  @Override
  public CompletionStage<Set<String>> held(String owner, int known) {
    return ask(() -> records.held(owner, known));
  }

  @Override
  public CompletionStage<Map<String, Cancel>> cancellations(String owner) {
    return ask(() -> records.cancellations(owner));
  }

  @Override
  public CompletionStage<Boolean> excludes(String operationId, String cluster) {
    return ask(() -> records.excludes(operationId, cluster));
  }

  @Override
  public CompletionStage<Boolean> cancelled(String operationId, long fence) {
    return ask(() -> records.cancelled(operationId, fence));
  }

  @Override
  public CompletionStage<String> envelope(String operationId) {
    return ask(() -> records.envelope(operationId));
  }

  @Override
  public CompletionStage<List<Recorded>> expired(Expired last, int atMost) {
    return ask(() -> records.expired(last, atMost));
  }
}
