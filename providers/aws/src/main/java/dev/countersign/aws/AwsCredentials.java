package dev.countersign.aws;

import dev.countersign.provider.Session;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** A session's credentials, for one request. */
public final class AwsCredentials {
  /** For the request's {@code overrideConfiguration}. */
  public static AwsRequestOverrideConfiguration of(Session session) {
    var credentials = session.credentials();
    return AwsRequestOverrideConfiguration.builder()
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsSessionCredentials.create(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    credentials.sessionToken())))
        .build();
  }

  private AwsCredentials() {}
}
