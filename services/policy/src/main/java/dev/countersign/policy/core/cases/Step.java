package dev.countersign.policy.core.cases;

import java.util.List;

/**
 * What a command leads to.
 *
 * @param next where the case stands now
 * @param answers what to publish, in this order; at most one of them decides the operation
 */
public record Step(CaseState next, List<Answer> answers) {
  public Step {
    answers = List.copyOf(answers);
  }

  Step(CaseState next, Answer... answers) {
    this(next, List.of(answers));
  }

  static Step silent(CaseState state) {
    return new Step(state, List.of());
  }
}
