package dev.countersign.policy.core.ruling;

import java.util.List;

/** What the rules say about one request. */
public sealed interface Ruling {

  /**
   * At least one rule permits and none forbids.
   *
   * @param rules the ids of those that permit, sorted
   */
  record Permitted(List<String> rules) implements Ruling {
    public Permitted {
      rules = List.copyOf(rules);
    }
  }

  /**
   * A rule forbids, or none permits.
   *
   * @param rules the ids of those that forbid, the one that speaks first; empty when none permits
   * @param reason in the words of the first
   */
  record Refused(List<String> rules, Reason reason) implements Ruling {
    public Refused {
      rules = List.copyOf(rules);
    }
  }

  /**
   * Nothing but the approval of people is missing, as far as the rules that forbid say.
   *
   * @param rules the ids of the approval rules that ask for it, sorted
   */
  record VotesNeeded(List<String> rules) implements Ruling {
    public VotesNeeded {
      rules = List.copyOf(rules);
    }
  }

  /**
   * The engine failed, or a rule could not be evaluated. It might have been one that forbids.
   *
   * @param detail for the log, not for the requester
   */
  record Undecidable(String detail) implements Ruling {}

  /**
   * Why not. Texts may name {@code {operation}}, {@code {instance}}, {@code
   * {administrator_groups}}, {@code {operator_groups}} and {@code {break_glass_groups}}.
   *
   * @param code stable, for programs
   * @param message for the requester, in their words
   * @param nextStep what they can do now
   * @param changeRequest whether filing one is the way forward
   */
  record Reason(String code, String message, String nextStep, boolean changeRequest) {}
}
