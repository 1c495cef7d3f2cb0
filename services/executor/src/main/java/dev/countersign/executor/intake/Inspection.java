package dev.countersign.executor.intake;

import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Place;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at a decision before it is believed. No I/O. */
public final class Inspection {
  private final Supplier<Map<String, PublicKey>> trusted;
  private final Predicate<Place> configured;
  private final OperationCatalogue catalogue;
  private final Duration remembered;

  /**
   * @param trusted policy's public keys by key id, as they are now
   * @param configured whether the executor is set up for a place
   * @param remembered how long executions are remembered after their end
   */
  public Inspection(
      Supplier<Map<String, PublicKey>> trusted,
      Predicate<Place> configured,
      OperationCatalogue catalogue,
      Duration remembered) {
    this.trusted = trusted;
    this.configured = configured;
    this.catalogue = catalogue;
    this.remembered = remembered;
  }

  /** What came of it. */
  public sealed interface Result {
    /**
     * To be carried out.
     *
     * @param by the keys that were trusted when it was verified
     */
    record Good(Approval approval, Map<String, PublicKey> by) implements Result {}

    /** Not to be acted on. */
    record Bad(Fault fault) implements Result {}

    /**
     * So old that its operation, had it been carried out, would have been forgotten: it may have
     * had its end, and must not have another.
     */
    record Forgotten() implements Result {}
  }

  /** What is to be done about an approval. */
  public Result approval(OperationApproved event, String partitionKey, Instant now) {
    try {
      var keys = trusted.get();
      var approval = event.envelope().open(keys, Approval.class, Approval.TYPE);
      if (!now.isBefore(approval.expiresAt().plus(remembered))) {
        return new Result.Forgotten();
      }
      var wrong = wrong(approval, event.operationId(), partitionKey, now);
      return wrong.isPresent() ? new Result.Bad(wrong.get()) : new Result.Good(approval, keys);
    } catch (Envelope.NotTrusted | UnreadableJson e) {
      return new Result.Bad(
          fault(
              "decision-not-trusted",
              "The approval is not signed by a key that the executor trusts. Nothing was done.",
              "Tell whoever runs Countersign: either a key was changed on one side only, or"
                  + " somebody forges decisions."));
    }
  }

  /** The cancellation, if it may be believed. */
  public Optional<Cancellation> cancellation(CancelApproved event, String partitionKey) {
    try {
      var cancellation =
          event.envelope().open(trusted.get(), Cancellation.class, Cancellation.TYPE);
      return Optional.of(cancellation)
          .filter(c -> c.operationId().equals(event.operationId()))
          .filter(c -> c.resource().toString().equals(partitionKey));
    } catch (Envelope.NotTrusted | UnreadableJson e) {
      return Optional.empty();
    }
  }

  /** The resolution, if it may be believed. */
  Optional<Resolution> resolution(ResolutionApproved event, String partitionKey) {
    try {
      var resolution = event.envelope().open(trusted.get(), Resolution.class, Resolution.TYPE);
      return Optional.of(resolution)
          .filter(r -> r.operationId().equals(event.operationId()))
          .filter(r -> r.resource().toString().equals(partitionKey));
    } catch (Envelope.NotTrusted | UnreadableJson e) {
      return Optional.empty();
    }
  }

  private Optional<Fault> wrong(
      Approval approval, String operationId, String partitionKey, Instant now) {
    var request = approval.request();
    if (!request.operationId().equals(operationId)
        || !approval.resource().equals(request.resource())
        || !approval.resource().toString().equals(partitionKey)
        || !approval.requestHash().equals(RequestHash.of(request))) {
      return Optional.of(
          fault(
              "decision-mismatch",
              "The approval is about another request or resource. Nothing was done.",
              "Tell whoever runs Countersign; submit the operation again."));
    }
    if (!now.isBefore(approval.expiresAt())) {
      return Optional.of(
          fault(
              "decision-expired",
              "The approval had expired before it reached the executor. Nothing was done.",
              "Submit the operation again."));
    }
    return wrongHere(request);
  }

  /** Why this executor would not take in a request, however it was decided; empty if it would. */
  public Optional<Fault> wrongHere(OperationRequested request) {
    var definition = catalogue.find(request.operation());
    if (definition.isEmpty() || Providers.operation(definition.get().name()).isEmpty()) {
      return Optional.of(
          fault(
              "operation-unknown",
              "This executor does not know the operation " + request.operation() + '.',
              "Tell whoever runs Countersign: the services have different versions."));
    }
    if (!definition.get().isFor(request.resource())) {
      return Optional.of(
          fault(
              "operation-not-for-resource",
              "The operation "
                  + request.operation()
                  + " is not for a resource of this kind."
                  + " Nothing was done.",
              "Submit it for a " + definition.get().noun() + '.'));
    }
    if (!catalogue.check(definition.get(), request.parameters()).isEmpty()) {
      return Optional.of(
          fault(
              "parameters-invalid",
              "The approved parameters are not what the operation takes. Nothing was done.",
              "Correct the parameters and submit the operation again."));
    }
    if (!configured.test(Place.of(request.resource()))) {
      return Optional.of(
          fault(
              "account-not-configured",
              "The executor is not set up for account "
                  + request.resource().account()
                  + " in "
                  + request.resource().region()
                  + ". Nothing was done.",
              "Have the account and region added to the executor's accounts file."));
    }
    return Optional.empty();
  }

  private static Fault fault(String code, String meaning, String nextStep) {
    return new Fault(code, null, null, meaning, nextStep);
  }
}
