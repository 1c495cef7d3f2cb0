package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.resource.ResourceKey;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Our ARNs are in the partitions that the SDK knows. */
class ArnsTest {
  @Test
  void everyRegionIsInTheSdksPartition() {
    for (var region : Region.regions()) {
      // Those for a whole partition are none that an instance could be in.
      if (!region.isGlobalRegion()) {
        assertEquals(
            PartitionMetadata.of(region).id(), Arns.partition(region.id()), region::toString);
      }
    }
    assertEquals("aws", Arns.partition("eu-nowhere-7"));
  }

  @Test
  void anArnNamesWhatRdsKeepsAndNotWhatItWasGiven() {
    var key = ResourceKey.parse("111122223333:us-gov-west-1:rds:db:db-ABC");
    assertEquals(
        "arn:aws-us-gov:rds:us-gov-west-1:111122223333:snapshot:before-upgrade",
        Arns.of(key, "snapshot", "Before-Upgrade"));
    var china = ResourceKey.parse("111122223333:cn-north-1:rds:db:db-ABC");
    assertEquals("arn:aws-cn:rds:cn-north-1:111122223333:db:dev-1", Arns.of(china, "db", "dev-1"));
  }
}
