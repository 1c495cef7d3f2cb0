package dev.countersign.executor.rds;

import dev.countersign.executor.cloud.Session;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A session of STS. Its credentials do not leave this package, and are never printed. */
final class AwsSession implements Session {
  private final String name;
  private final Instant expires;
  private final AwsCredentialsProvider credentials;

  AwsSession(String name, Credentials issued) {
    this.name = name;
    this.expires = issued.expiration();
    this.credentials =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
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
