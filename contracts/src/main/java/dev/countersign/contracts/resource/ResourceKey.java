package dev.countersign.contracts.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names one resource: account, region, service, type and id. For a database instance or a cluster
 * the id is AWS's own, which a rename does not change and which is never used again; for a snapshot
 * it is the name, of which there is one at a time.
 *
 * @param account the AWS account id, 12 digits
 * @param region for example {@code eu-central-1}
 * @param service the AWS service, as in an ARN, for example {@code rds}
 * @param type the type of resource, as in the service's ARNs, for example {@code db} or {@code
 *     cluster}
 * @param id for example a {@code DbiResourceId}: {@code db-ABCDEFGHIJKL}
 */
public record ResourceKey(String account, String region, String service, String type, String id) {
  /** The longest key; it is the key of Kafka's records and a column with an index. */
  public static final int LONGEST = 12 + 40 + 32 + 32 + 255 + 4;

  private static final String FORM = "account:region:service:type:id";
  private static final String EXAMPLE = "111122223333:eu-central-1:rds:db:db-ABCDEFGHIJKL";
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  // Printable ASCII without blank and colon: a colon inside a part would make a key that cannot be
  // read back.
  private static final Pattern ID = Pattern.compile("[!-9;-~]{1,255}");

  public ResourceKey {
    check("account", ACCOUNT, account, "is the 12 digits of an AWS account");
    check("region", REGION, region, "is 1 to 40 lower-case letters, digits and hyphens");
    check("service", NAME, service, "is 1 to 32 lower-case letters, digits and hyphens");
    check("type", NAME, type, "is 1 to 32 lower-case letters, digits and hyphens");
    check("id", ID, id, "is 1 to 255 printable ASCII characters without blanks and colons");
  }

  /**
   * Reads {@code account:region:service:type:id}.
   *
   * @throws IllegalArgumentException when it is anything else; the message says which part, and
   *     never quotes it
   */
  @JsonCreator
  public static ResourceKey parse(String text) {
    var parts = text.split(":", 6);
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          "a resource key has five parts, " + FORM + ", for example " + EXAMPLE);
    }
    return new ResourceKey(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  /** Service and type, for example {@code rds:db}. */
  public String kind() {
    return service + ':' + type;
  }

  /** What people call a resource of this kind, for a sentence: {@code instance}. */
  public String noun() {
    return noun(kind());
  }

  /** What people call a resource of a kind such as {@code rds:cluster-snapshot}. */
  public static String noun(String kind) {
    return kind.equals(Instance.KIND)
        ? "instance"
        : kind.substring(kind.indexOf(':') + 1).replace('-', ' ');
  }

  private static void check(String part, Pattern form, String value, String words) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the %s of a resource key %s; a key is %s, for example %s"
              .formatted(part, words, FORM, EXAMPLE));
    }
  }

  @Override
  @JsonValue
  public String toString() {
    return account + ':' + region + ':' + service + ':' + type + ':' + id;
  }
}
