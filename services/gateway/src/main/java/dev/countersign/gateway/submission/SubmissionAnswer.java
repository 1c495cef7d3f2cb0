package dev.countersign.gateway.submission;

import dev.countersign.gateway.edge.Reply;
import dev.countersign.gateway.operation.OperationJson;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.submission.core.Preference;

/** What is answered to a submission that is stored. */
final class SubmissionAnswer {

  static Reply of(OperationView view, Preference preference, boolean applied) {
    if (view.refused()) {
      var refused = Reply.problem(problem(view)).header("Location", OperationJson.path(view.id()));
      return applied && !preference.applied().isEmpty()
          ? refused.header("Preference-Applied", preference.applied())
          : refused;
    }
    var ended = preference instanceof Preference.ForOutcome && view.state().terminal();
    var reply =
        Reply.json(ended ? 200 : 202, OperationJson.of(view))
            .header("Location", OperationJson.path(view.id()));
    return applied && !preference.applied().isEmpty()
        ? reply.header("Preference-Applied", preference.applied())
        : reply;
  }

  /** Policy's refusal, with all that the requester needs to go on. */
  private static Problem problem(OperationView view) {
    var decision = view.decision();
    var refusal = decision == null ? null : decision.refusal();
    if (decision == null || refusal == null) {
      throw new IllegalStateException("a refused operation has no refusal: " + view.id());
    }
    return Problem.refusal(refusal.code(), refusal.message())
        .nextStep(refusal.nextStep())
        .with("operation_id", view.id())
        .with("operation", view.request().operation())
        .with("instance_id", view.request().instanceIdentifier())
        .with("environment", decision.environment())
        .with("classified_by", decision.classifiedBy())
        .with("rules", decision.rules())
        .with("rules_version", decision.rulesVersion())
        .with("change_request", refusal.changeRequest());
  }

  private SubmissionAnswer() {}
}
