package dev.countersign.rds.operations;

import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Order;
import java.util.List;
import java.util.Locale;

/** The one place that writes ARNs of RDS. */
public final class Arns {
  private record Prefix(String region, String partition) {}

  /** The longer ones first; every other region is in {@code aws}. A test holds it to the SDK's. */
  private static final List<Prefix> PARTITIONS =
      List.of(
          new Prefix("us-gov-", "aws-us-gov"),
          new Prefix("cn-", "aws-cn"),
          new Prefix("us-isob-", "aws-iso-b"),
          new Prefix("eu-isoe-", "aws-iso-e"),
          new Prefix("us-isof-", "aws-iso-f"),
          new Prefix("us-iso-", "aws-iso"),
          new Prefix("eusc-", "aws-eusc"));

  /** The cluster of an order. */
  static String ofCluster(Order order) {
    return of(order.instance(), "cluster", order.identifier());
  }

  /** The instance of an order. */
  public static String of(Order order) {
    return of(order.instance(), "db", order.identifier());
  }

  /**
   * One resource in an instance's account and region.
   *
   * @param kind for example {@code db}, {@code snapshot} or {@code pg}
   * @param name RDS keeps its identifiers in lower case, and that is how access is decided
   */
  public static String of(ResourceKey place, String kind, String name) {
    return String.join(
        ":",
        "arn",
        partition(place.region()),
        "rds",
        place.region(),
        place.account(),
        kind,
        name.toLowerCase(Locale.ROOT));
  }

  /** All resources of a kind in an account, in every region of the partition. */
  public static String every(String partition, String account, String kind) {
    return String.join(":", "arn", partition, "rds", "*", account, kind, "*");
  }

  /** The partition that a region is in, for example {@code aws-us-gov}. */
  public static String partition(String region) {
    return PARTITIONS.stream()
        .filter(each -> region.startsWith(each.region()))
        .map(Prefix::partition)
        .findFirst()
        .orElse("aws");
  }

  private Arns() {}
}
