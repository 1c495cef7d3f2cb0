package dev.countersign.gateway.submission;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Problem;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.gateway.operation.OperationJson;
import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.submission.core.Preference;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** What is answered to a submission that is stored. */
final class SubmissionAnswer {

  /**
   * The operation, or policy's refusal as a problem.
   *
   * @param headers that go along, whichever it is
   */
  static Response of(OperationView view, Preference preference, Map<String, String> headers) {
    if (view.refused()) {
      var refusal = problem(view);
      for (var header : headers.entrySet()) {
        refusal = refusal.header(header.getKey(), header.getValue());
      }
      throw refusal.found();
    }
    var ended = preference instanceof Preference.ForOutcome && view.state().terminal();
    var answer = Answers.json(ended ? 200 : 202, OperationJson.of(view));
    headers.forEach(answer::header);
    return answer.build();
  }

  /** Policy's refusal, with all that the requester needs to go on. */
  private static Problem problem(OperationView view) {
    var decision = view.decision();
    var refusal = decision == null ? null : decision.refusal();
    if (decision == null || refusal == null) {
      throw new IllegalStateException("a refused operation has no refusal: " + view.id());
    }
    var request = view.request();
    return Problem.refusal(refusal.code(), refusal.message())
        .nextStep(refusal.nextStep())
        .with("operation_id", view.id())
        .with("operation", request.operation())
        .with("resource", request.resource().toString())
        .with(
            "instance_id",
            request.resource().kind().equals(Instance.KIND) ? request.resourceIdentifier() : null)
        .with("environment", decision.environment())
        .with("classified_by", decision.classifiedBy())
        .with("rules", decision.rules())
        .with("rules_version", decision.rulesVersion())
        .with("change_request", refusal.changeRequest());
  }

  private SubmissionAnswer() {}
}
