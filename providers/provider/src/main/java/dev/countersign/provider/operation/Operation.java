package dev.countersign.provider.operation;

import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one operation is carried out, as far as its service has to be known for that. What can be
 * known of it without carrying it out is in its definition. Pure: no clock, no I/O.
 *
 * @param <S> what a look at one of its resources sees
 */
public interface Operation<S extends Sight> {
  /** The part of the requester's answer that is known from the start. */
  default Map<String, Object> answer(Order order) {
    var answer = new HashMap<>(order.parameters());
    answer.remove(OperationDefinition.CONFIRMATION);
    answer.put("operation", order.operation());
    answer.put("resource", order.instance().toString());
    return answer;
  }

  /** What rules it out on this resource whatever is asked for, or null. Asked for first. */
  default @Nullable Check ruledOut(Order order, S sight) {
    return null;
  }

  /** Whether the call may be made on the resource as it is. It was found and is the right one. */
  Check before(Order order, S sight);

  /**
   * What it would do to the resource as it is, for a preview. It was found and is the right one; it
   * may be in a state that the operation does not take.
   */
  default Plan plan(OperationDefinition definition, Order order, S sight) {
    var resource = sight.resource();
    return new Plan(
        List.of(),
        resource == null
            ? Plan.Interruption.none("There is no " + definition.noun() + '.')
            : Plan.Interruption.of(definition, order.parameters(), resource),
        List.of());
  }

  /**
   * The call, as far as the order tells; and all the rights that any call of the order needs, of
   * those that its definition has.
   */
  Call call(Order order);

  /** The call of an attempt, with what its preflight saw. */
  default Call call(Order order, Attempt attempt) {
    return call(order);
  }

  /**
   * How long after it was first sent the same call has no second effect, by the token or name in
   * it, or the version that it is made for. Within that time it is sent again where its answer is
   * missing. Zero where it is never sent again on a guess.
   */
  default Duration repeatable(Order order) {
    return Duration.ZERO;
  }

  /** Whether the desired state is there, after the service took the call. */
  Sighting look(Order order, Attempt attempt, S sight);

  /** Whether a call that nobody saw answered had its effect. */
  Finding probe(Order order, Attempt attempt, S sight);

  /** A whole sight, for a person who has to judge. */
  List<Evidence> evidence(Order order, S sight);

  /** What a refusal means for this operation, where that is more than the code says. */
  default Fault explained(Order order, Fault fault) {
    return fault;
  }

  /** What takes it back, in the requester's words. */
  String undo(Order order, Attempt attempt);
}
