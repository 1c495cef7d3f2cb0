package dev.countersign.simulator.rds;

import org.jspecify.annotations.Nullable;

/** An account in a region: what every resource belongs to, and what every list is limited to. */
public record Scope(String account, String region) {

  // Written out: the ones that a record has by itself are made at run time, by each process anew.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Scope scope
        && account.equals(scope.account)
        && region.equals(scope.region);
  }

  @Override
  public int hashCode() {
    return 31 * account.hashCode() + region.hashCode();
  }

  public String arn(String type, String name) {
    return "arn:" + partition() + ":rds:" + region + ":" + account + ":" + type + ":" + name;
  }

  /**
   * The part of AWS that the region is in, which is the second part of every ARN there.
   *
   * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">AWS on
   *     ARNs</a>
   */
  public String partition() {
    return region.startsWith("us-gov-")
        ? "aws-us-gov"
        : region.startsWith("cn-") ? "aws-cn" : "aws";
  }

  /** What the names of its hosts end in. */
  String domain() {
    return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }
}
