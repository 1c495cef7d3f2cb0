package dev.countersign.e2e;

/**
 * @param name what is told, as a sentence
 * @param telling does it, and says in a few words what was seen
 */
record Story(String name, Telling telling) {
  /** One telling. Throws {@link StoryFailed} where something else was seen. */
  @FunctionalInterface
  interface Telling {
    String tell() throws Exception;
  }

  /** How it went. */
  record Outcome(String name, boolean ok, String detail) {}

  Outcome told() {
    try {
      return new Outcome(name, true, telling.tell());
    } catch (StoryFailed e) {
      return new Outcome(name, false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome(name, false, "interrupted");
    } catch (Exception e) {
      return new Outcome(name, false, e.toString());
    }
  }
}
