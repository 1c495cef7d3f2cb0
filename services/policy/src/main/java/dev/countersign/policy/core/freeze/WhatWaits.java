package dev.countersign.policy.core.freeze;

/** What becomes of a request that comes while a freeze binds it. */
public enum WhatWaits {
  /** It waits, is judged again after the freeze, and is started then. */
  START_AFTER("start-after"),
  /** It is refused, and may be submitted again after the freeze. */
  SEND_BACK("send-back");

  private final String wireName;

  WhatWaits(String wireName) {
    this.wireName = wireName;
  }

  /** For example {@code send-back}. */
  public String wireName() {
    return wireName;
  }
}
