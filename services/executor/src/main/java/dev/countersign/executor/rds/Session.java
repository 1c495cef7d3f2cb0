package dev.countersign.executor.rds;

import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Credentials for a while. They do not leave this package, and are never printed. */
public final class Session {
  private final String name;
  private final Instant expires;
  private final AwsCredentialsProvider credentials;

  Session(String name, Credentials issued) {
    this.name = name;
    this.expires = issued.expiration();
    this.credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
  }

  /** As CloudTrail shows it. */
  public String name() {
    return name;
  }

  /** AWS refuses it after this. */
  public Instant expires() {
    return expires;
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  @Override
  public String toString() {
    return "Session " + name + " until " + expires;
  }
}
