package dev.countersign.executor.execution;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Classification.Inherited;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Order;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Ten thousand executions say much the same: accounts, regions, tags, durations, names of fields.
 * What they have in common is kept once.
 */
final class Shared {
  private static final int MOST = 10_000;
  private static final ConcurrentHashMap<Object, Object> KNOWN = new ConcurrentHashMap<>();

  /** Equal, and the same for all that are equal; only for what never changes. */
  @SuppressWarnings("unchecked")
  private static <T> T same(T value) {
    if (KNOWN.size() >= MOST) {
      KNOWN.clear();
    }
    var known = KNOWN.putIfAbsent(value, value);
    return known == null ? value : (T) known;
  }

  static Order order(Order order) {
    var key = order.instance();
    var was = order.classification();
    return new Order(
        order.operationId(),
        same(order.operation()),
        new ResourceKey(
            same(key.account()),
            same(key.region()),
            same(key.service()),
            same(key.type()),
            key.id()),
        order.identifier(),
        order.parameters().isEmpty() ? Map.of() : order.parameters(),
        same(order.requester()),
        new Classification(
            was.environment(),
            same(was.method()),
            same(was.matched()),
            was.identifier().equals(order.identifier()) ? order.identifier() : was.identifier(),
            same(was.consultedTags()),
            same(was.foundTags()),
            inherited(was)),
        order.instanceClass() == null ? null : same(order.instanceClass()));
  }

  /** All members of a cluster have it in common. */
  private static @Nullable Inherited inherited(Classification was) {
    var inherited = was.inheritedFrom();
    return inherited == null ? null : same(inherited);
  }

  /** The state with these terms, whatever it has. */
  static State state(State state, Terms terms) {
    return switch (state) {
      case State.Ready s ->
          new State.Ready(terms, s.attempts(), s.delays(), s.notBefore(), s.waitingFor());
      case State.Claimed s -> new State.Claimed(terms, s.attempts(), s.delays(), s.waitingFor());
      case State.Preflight s -> new State.Preflight(terms, attempt(s.attempt()), s.delays());
      case State.Intent s -> new State.Intent(terms, attempt(s.attempt()));
      case State.Accepted s -> new State.Accepted(terms, attempt(s.attempt()), s.requestId());
      case State.Refused s -> new State.Refused(terms, attempt(s.attempt()), s.fault());
      case State.Unknown s -> new State.Unknown(terms, attempt(s.attempt()), s.reason());
      case State.Confirming s ->
          new State.Confirming(terms, attempt(s.attempt()), s.percent(), same(s.message()));
      case State.Watching s -> new State.Watching(terms, attempt(s.attempt()));
      case State.Ended s -> new State.Ended(terms, s.outcome());
    };
  }

  static Terms terms(Terms terms, Order order) {
    var answer = new HashMap<String, Object>();
    terms
        .answer()
        .forEach((name, value) ->
            answer.put(
                same(name),
                value.equals(order.identifier())
                    ? order.identifier()
                    : value.equals(order.operation()) ? order.operation() : value));
    return new Terms(
        order.operationId(),
        terms.requestedAt(),
        terms.expiresAt(),
        same(terms.timeout()),
        same(terms.settle()),
        same(terms.watchFor()),
        answer,
        same(terms.repeatable()),
        same(terms.named()));
  }

  private static Attempt attempt(Attempt attempt) {
    return attempt.baseline().isEmpty()
        ? new Attempt(
            attempt.number(),
            attempt.sessionName(),
            attempt.sessionExpires(),
            attempt.intendedAt(),
            attempt.oursFrom(),
            Map.of(),
            attempt.cancelledBy(),
            attempt.repeat())
        : attempt;
  }

  private Shared() {}
}
