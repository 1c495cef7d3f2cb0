package dev.countersign.gateway.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceReferenceTest {
  @Test
  void eachFormIsKnownByItsShape() {
    assertInstanceOf(InstanceReference.ByIdentifier.class, parse("dev-postgres-01"));
    assertInstanceOf(InstanceReference.ByPlace.class, parse("111122223333:eu-central-1:dev-1"));
    assertInstanceOf(InstanceReference.ByPlace.class, parse("111122223333:eu-central-1:db-ABC"));
    assertInstanceOf(
        InstanceReference.ByArn.class, parse("arn:aws:rds:eu-central-1:111122223333:db:dev-1"));
  }

  @Test
  void whatNamesNoInstanceIsRefused() {
    for (var text :
        List.of(
            "", " ", "a b", "a:b:c", "1:2", "arn:aws:s3:::bucket", "a'; drop", "x".repeat(301))) {
      assertTrue(InstanceReference.parse(text).isEmpty(), text);
    }
  }

  @Test
  void identifiersAreCaseInsensitiveAsInRds() {
    var reference = assertInstanceOf(InstanceReference.ByIdentifier.class, parse("Dev-1"));
    assertEquals("dev-1", reference.identifier());
    assertEquals("Dev-1", reference.asGiven());
    var arn =
        assertInstanceOf(
            InstanceReference.ByArn.class, parse("arn:aws:rds:eu-central-1:111122223333:db:Dev-1"));
    assertEquals("arn:aws:rds:eu-central-1:111122223333:db:dev-1", arn.arn());
  }

  private static InstanceReference parse(String text) {
    return InstanceReference.parse(text).orElseThrow();
  }
}
