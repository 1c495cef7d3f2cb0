package dev.countersign.executor.aws;

import dev.countersign.provider.Credentials;
import dev.countersign.provider.Session;
import java.time.Instant;

/** A session of STS. Its credentials are never printed. */
record AwsSession(String name, Instant expires, Credentials credentials) implements Session {
  @Override
  public String toString() {
    return "Session " + name + " until " + expires;
  }
}
