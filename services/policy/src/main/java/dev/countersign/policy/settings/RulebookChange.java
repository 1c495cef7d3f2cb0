package dev.countersign.policy.settings;

/** What everybody should hear of. */
public sealed interface RulebookChange {
  /**
   * A rulebook is in force.
   *
   * @param origin where its settings are from
   */
  record Loaded(String version, String origin) implements RulebookChange {}

  /**
   * New settings were refused as a whole.
   *
   * @param versionInForce what stays
   * @param content SHA-256 of what was refused, to tell one attempt from the next
   */
  record Refused(String versionInForce, String origin, String reason, String content)
      implements RulebookChange {}

  /**
   * What was refused is gone, and nothing else is in force than before: the same mistake is news
   * when it comes again.
   */
  record PutRight() implements RulebookChange {}
}
