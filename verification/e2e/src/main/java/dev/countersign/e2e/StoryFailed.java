package dev.countersign.e2e;

/** A story went another way than told. */
final class StoryFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoryFailed(String whatWasSeen) {
    super(whatWasSeen);
  }

  StoryFailed(String whatWasSeen, Throwable cause) {
    super(whatWasSeen, cause);
  }

  static void unless(boolean asTold, String whatWasSeen) {
    if (!asTold) {
      throw new StoryFailed(whatWasSeen);
    }
  }
}
