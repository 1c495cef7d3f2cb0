package dev.countersign.executor.execution;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.executor.core.Named;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes orders out of what policy signed, and out of nothing else. Whoever can write to the
 * database can lose operations, but cannot have another one carried out, nor one later.
 */
public class SignedOrders {
  private final Supplier<Map<String, PublicKey>> trusted;
  private final OperationCatalogue catalogue;
  private final Patience patience;

  /**
   * @param trusted policy's public keys by key id, as they are now
   */
  public SignedOrders(
      Supplier<Map<String, PublicKey>> trusted, OperationCatalogue catalogue, Patience patience) {
    this.trusted = trusted;
    this.catalogue = catalogue;
    this.patience = patience;
  }

  /**
   * What every execution has of the executor's settings.
   *
   * @param settle how long after the end of an attempt's credentials its effect may still surface
   * @param watchFor how long the watching goes on after a timeout
   * @param timeouts by operation, where they differ from the catalogue's
   */
  public record Patience(Duration settle, Duration watchFor, Map<String, Duration> timeouts) {
    public Patience {
      timeouts = Map.copyOf(timeouts);
    }
  }

  /** Policy's public keys, as they are now. */
  Map<String, PublicKey> keys() {
    return trusted.get();
  }

  /**
   * What was approved.
   *
   * @param by the keys by which that was verified: public keys by key id
   */
  public record Verified(Order order, Terms terms, Map<String, PublicKey> by) {}

  /** What is on record is not to be acted on. */
  static final class NotToBeBelieved extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Fault fault;

    NotToBeBelieved(String code, String meaning, String nextStep) {
      super(code);
      this.fault = new Fault(code, null, null, meaning, nextStep);
    }

    Fault fault() {
      return fault;
    }
  }

  /** The order of an approval that was verified by these keys. */
  public Verified of(Approval approval, Map<String, PublicKey> by) {
    var order = Shared.order(order(approval));
    return new Verified(order, Shared.terms(terms(approval, order), order), by);
  }

  /**
   * Opens the envelope that is on record for an operation.
   *
   * @param operationId which operation the record says that it is about
   * @param resourceKey which instance the record says that it is about
   */
  Verified open(String operationId, String resourceKey, String envelope) throws NotToBeBelieved {
    var keys = keys();
    try {
      var approval = Json.read(envelope, Envelope.class).open(keys, Approval.class, Approval.TYPE);
      if (isAbout(approval, operationId, ResourceKey.parse(resourceKey))) {
        return of(approval, keys);
      }
    } catch (Envelope.NotTrusted e) {
      throw new NotToBeBelieved(
          "decision-not-trusted",
          "The approval on record is not signed by a key that is trusted now.",
          "Where a key was withdrawn, submit the operation again. Otherwise tell whoever runs"
              + " Countersign: somebody changed the executor's records.");
    } catch (IllegalArgumentException e) {
      // As below: it was read when it was let in, so it was changed since.
    }
    throw new NotToBeBelieved(
        "decision-mismatch",
        "What is on record of the operation is not what was approved.",
        "Tell whoever runs Countersign: somebody changed the executor's records.");
  }

  private static boolean isAbout(Approval approval, String operationId, ResourceKey instance) {
    var request = approval.request();
    return request.operationId().equals(operationId)
        && approval.resource().equals(instance)
        && request.resource().equals(instance)
        && approval.requestHash().equals(RequestHash.of(request));
  }

  private Order order(Approval approval) {
    return order(approval.request(), approval.classification(), approval.instanceClass());
  }

  /** The order that an approval of this request makes, where it is classified so. */
  public Order order(OperationRequested request, Classification classification) {
    return order(request, classification, null);
  }

  private Order order(
      OperationRequested request, Classification classification, @Nullable String instanceClass) {
    var name =
        catalogue
            .find(request.operation())
            .orElseThrow(() -> new IllegalArgumentException("not in the catalogue"))
            .name();
    return new Order(
        request.operationId(),
        name,
        request.resource(),
        classification.identifier(),
        request.parameters(),
        request.requester().subject(),
        classification,
        instanceClass);
  }

  private Terms terms(Approval approval, Order order) {
    var definition = catalogue.find(order.operation()).orElseThrow();
    var operation = Providers.operation(order);
    return new Terms(
        order.operationId(),
        approval.request().requestedAt(),
        approval.expiresAt(),
        patience.timeouts().getOrDefault(order.operation(), definition.timeout()),
        patience.settle(),
        patience.watchFor(),
        operation.answer(order),
        repeatable(definition, operation, order),
        new Named(Providers.of(order).name(), definition.noun()));
  }

  /** Where the definition names no guard that bears it, nothing is sent again on a guess. */
  private static Duration repeatable(
      OperationDefinition definition, Operation<Sight> operation, Order order) {
    return switch (definition.guard()) {
      case CLIENT_TOKEN, CHOSEN_NAME, OPTIMISTIC_LOCK -> operation.repeatable(order);
      case SET_STATE, NONE -> Duration.ZERO;
    };
  }
}
