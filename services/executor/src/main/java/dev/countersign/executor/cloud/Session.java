package dev.countersign.executor.cloud;

import java.time.Instant;

/** Credentials for a while. What they are is known only to the cloud that issued them. */
public interface Session {
  /** As CloudTrail shows it. */
  String name();

  /** AWS refuses it after this. */
  Instant expires();
}
