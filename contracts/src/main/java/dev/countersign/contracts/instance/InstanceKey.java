package dev.countersign.contracts.instance;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names one database instance for ever: account, region and {@code DbiResourceId}. Identifiers can
 * be renamed and used again for another instance; a {@code DbiResourceId} cannot.
 *
 * @param account the AWS account id, 12 digits
 * @param region for example {@code eu-central-1}
 * @param resourceId the {@code DbiResourceId}, for example {@code db-ABCDEFGHIJKL}
 */
public record InstanceKey(String account, String region, String resourceId) {
  public InstanceKey {
    // A colon inside a part would make a key that cannot be read back.
    if (!isPart(account) || !isPart(region) || !isPart(resourceId)) {
      throw new IllegalArgumentException(
          "an instance key has three parts: account:region:DbiResourceId");
    }
  }

  /** Reads {@code account:region:DbiResourceId}. */
  @JsonCreator
  public static InstanceKey parse(String text) {
    var parts = text.split(":", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "an instance key has three parts: account:region:DbiResourceId");
    }
    return new InstanceKey(parts[0], parts[1], parts[2]);
  }

  private static boolean isPart(String text) {
    return !text.isBlank() && text.indexOf(':') < 0;
  }

  @Override
  @JsonValue
  public String toString() {
    return account + ':' + region + ':' + resourceId;
  }
}
