package dev.countersign.executor.execution;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Named;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.provider.operation.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simulation's records keep the contract. */
class MemoryRecordsTest extends RecordsContract {
  private static final Classification CLASSIFIED =
      new Classification(Environment.DEVELOPMENT, "tag", "Env=dev", "dev-1", List.of(), Map.of());

  private final MemoryRecords records = new MemoryRecords(InstantSource.system());

  @Override
  protected Records records() {
    return records;
  }

  @Override
  protected String owner() {
    return "owner";
  }

  @Override
  protected String enter(ResourceKey instance, Duration validFor) {
    var id = EventIds.next();
    var order = new Order(id, "reboot_instance", instance, "dev-1", Map.of(), "ada", CLASSIFIED);
    var now = Instant.now();
    var terms =
        new Terms(
            id,
            now,
            now.plus(validFor),
            validFor,
            Duration.ZERO,
            Duration.ZERO,
            Map.of(),
            Duration.ZERO,
            Named.NOTHING);
    var stored =
        new Stored(
            new Standing(id, instance.toString(), new Trace("correlation", null, null), 1, 0, 0),
            order,
            new State.Ready(terms, 0, 0, now, null),
            Map.of(),
            null);
    records.enter("approved-" + id, owner(), stored, "{}");
    return id;
  }

  @Override
  protected void cancel(String operationId, ResourceKey instance) {
    records.cancel("cancelled-" + operationId, operationId, new Cancel("ada", null));
  }

  @Override
  protected void discovered(ResourceKey key, String identifier, @Nullable String memberOf) {
    records.discovered(key, identifier, memberOf);
  }

  @Override
  protected List<String> told(String operationId) {
    var row = records.row(operationId);
    return row == null
        ? List.of()
        : row.told.stream()
            .map(told -> told.sequence() + " " + pastTense(told.event().getClass()))
            .toList();
  }

  private static String pastTense(Class<?> event) {
    return event.getSimpleName().replace("Operation", "").toLowerCase(Locale.ROOT);
  }
}
