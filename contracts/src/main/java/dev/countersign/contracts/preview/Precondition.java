package dev.countersign.contracts.preview;

import org.jspecify.annotations.Nullable;

/**
 * One thing that has to hold for an operation to be carried out.
 *
 * @param name what is asked, for programs: for example {@code classification}
 * @param ok whether it holds now
 * @param code stable, for programs: the code that the operation would end with or wait for; null
 *     where it holds
 * @param message in the requester's words
 * @param nextStep what the requester can do; null where nothing has to be done
 */
public record Precondition(
    String name, boolean ok, @Nullable String code, String message, @Nullable String nextStep) {
  /** It holds. */
  public static Precondition holds(String name, String message) {
    return new Precondition(name, true, null, message, null);
  }
}
