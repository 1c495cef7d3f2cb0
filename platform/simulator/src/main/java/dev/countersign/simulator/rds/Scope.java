package dev.countersign.simulator.rds;

/** An account in a region: what every resource belongs to, and what every list is limited to. */
public record Scope(String account, String region) {

  public String arn(String type, String name) {
    return "arn:" + partition() + ":rds:" + region + ":" + account + ":" + type + ":" + name;
  }

  /** The ARN of something that belongs to no region. */
  String global(String type, String name) {
    return "arn:" + partition() + ":rds::" + account + ":" + type + ":" + name;
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
