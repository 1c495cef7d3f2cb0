package dev.countersign.chassis.http;

import dev.countersign.contracts.redaction.SecretKind;

/** What is refused at the door because nobody could take it out of the events again. */
public final class LooksLikeSecret {
  private static final String WHY =
      ". It would stay in events and in the ledger, and was not taken.";

  /**
   * The problem, which does not repeat the value.
   *
   * @param field by its path, or a header; empty where the name of a field is the secret
   */
  public static Problem in(String field, SecretKind kind) {
    var problem =
        Problem.of(
                ProblemType.LOOKS_LIKE_SECRET,
                (field.isEmpty() ? "The name of a field" : field)
                    + " looks like "
                    + kind.words()
                    + WHY)
            .nextStep(
                "Say where the secret is kept, in place of the secret. If it is one, replace it: it"
                    + " has left its place.");
    return field.isEmpty() ? problem : problem.field(field);
  }

  private LooksLikeSecret() {}
}
