package dev.countersign.provider;

import java.time.Instant;

/** Credentials for a while. */
public interface Session {
  /** As CloudTrail shows it. */
  String name();

  /** AWS refuses it after this. */
  Instant expires();

  /** What to sign with. Known to whoever signs, and to nobody else. */
  Credentials credentials();
}
