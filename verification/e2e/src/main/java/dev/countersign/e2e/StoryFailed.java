package dev.countersign.e2e;

import dev.countersign.client.Problem;
import dev.countersign.client.ProblemException;

/** A story went another way than told. */
final class StoryFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoryFailed(String whatWasSeen) {
    super(whatWasSeen);
  }

  /** The API says no, with this status. */
  static Problem refused(int status, Runnable call) {
    try {
      call.run();
    } catch (ProblemException refused) {
      unless(refused.status() == status, "expected HTTP " + status + ", got " + refused);
      return refused.problem();
    }
    throw new StoryFailed("expected HTTP " + status + ", and it was accepted");
  }

  static void unless(boolean asTold, String whatWasSeen) {
    if (!asTold) {
      throw new StoryFailed(whatWasSeen);
    }
  }
}
