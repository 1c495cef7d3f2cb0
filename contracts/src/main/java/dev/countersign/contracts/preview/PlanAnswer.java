package dev.countersign.contracts.preview;

import dev.countersign.contracts.resource.Resource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the executor found by a look of its own.
 *
 * @param observedAt when the service was looked at; null where the executor would not even do that
 * @param resource as it was seen; null where there is none any more
 * @param preconditions the very ones of an execution, in order; ends with the first that does not
 *     hold
 * @param plan what would come of it; null where there is no resource
 * @param undo what takes it back; null where there is no resource
 */
public record PlanAnswer(
    @Nullable Instant observedAt,
    @Nullable Resource resource,
    List<Precondition> preconditions,
    @Nullable Plan plan,
    @Nullable String undo) {
  public PlanAnswer {
    preconditions = List.copyOf(preconditions);
  }
}
