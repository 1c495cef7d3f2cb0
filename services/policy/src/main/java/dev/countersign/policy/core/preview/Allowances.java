package dev.countersign.policy.core.preview;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.AllowanceAnswer.Allowance;
import dev.countersign.contracts.preview.AllowanceAnswer.OnResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.approval.Drifts;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Judge;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import java.time.Instant;
import java.util.HashMap;

/**
 * What somebody may do with a resource, now. Each operation is judged with ordinary parameters and
 * a confirmation; the parameters that somebody has in mind are for a preview.
 */
public final class Allowances {
  /** Nobody asks for it; an id that no operation has. */
  private static final String NO_ID = "00000000-0000-7000-8000-000000000000";

  /** On a resource that is a member of no cluster. */
  static OnResource of(Rulebook book, Requester requester, Resource resource, Instant now) {
    return of(book, requester, new Known(resource, null), now);
  }

  /** Of every operation for resources of its kind. */
  public static OnResource of(Rulebook book, Requester requester, Known known, Instant now) {
    var resource = known.resource();
    var operations = new HashMap<String, Allowance>();
    for (var definition : book.catalogue().definitions()) {
      if (definition.isFor(resource.key())) {
        operations.put(definition.name(), allowance(book, requester, definition, known, now));
      }
    }
    return new OnResource(
        resource.key().toString(),
        Classifier.classify(book.settings().classification(), known),
        operations);
  }

  private static Allowance allowance(
      Rulebook book,
      Requester requester,
      OperationDefinition definition,
      Known known,
      Instant now) {
    var confirmed = request(definition, requester, known.resource(), true, now);
    return switch (Judge.judge(book, confirmed, known, null, now)) {
      case Verdict.Approved _ ->
          new Allowance(
              "yes",
              needsConfirmation(book, requester, definition, known, now)
                  ? "The rules allow it, with confirm_production set to true."
                  : "The rules allow it.");
      case Verdict.VotesNeeded needed ->
          new Allowance(
              "needs-approval",
              String.join("; ", needed.titles())
                  + ": needs the approval of "
                  + Drifts.words(needed.ballot().quorum())
                  + '.');
      case Verdict.Held(var hold) -> new Allowance("no", hold.message());
      case Verdict.Rejected(var no) -> new Allowance("no", no.message());
    };
  }

  private static boolean needsConfirmation(
      Rulebook book,
      Requester requester,
      OperationDefinition definition,
      Known known,
      Instant now) {
    var bare = request(definition, requester, known.resource(), false, now);
    return Judge.judge(book, bare, known, null, now) instanceof Verdict.Rejected;
  }

  private static OperationRequested request(
      OperationDefinition definition,
      Requester requester,
      Resource resource,
      boolean confirmed,
      Instant now) {
    var parameters = new HashMap<>(definition.examples().getFirst());
    parameters.remove(OperationDefinition.CONFIRMATION);
    if (confirmed) {
      parameters.put(OperationDefinition.CONFIRMATION, true);
    }
    return new OperationRequested(
        NO_ID,
        definition.name(),
        resource.key(),
        resource.identifier(),
        parameters,
        requester,
        "",
        now);
  }

  private Allowances() {}
}
