package dev.countersign.gateway.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceReferenceTest {
  @Test
  void eachFormIsKnownByItsShape() {
    assertInstanceOf(ResourceReference.ByIdentifier.class, parse("dev-postgres-01"));
    assertInstanceOf(ResourceReference.ByPlace.class, parse("111122223333:eu-central-1:dev-1"));
    assertInstanceOf(
        ResourceReference.ByKey.class, parse("111122223333:eu-central-1:rds:db:db-ABC"));
    assertInstanceOf(
        ResourceReference.ByArn.class, parse("arn:aws:rds:eu-central-1:111122223333:db:dev-1"));
  }

  @Test
  void whatNamesNoInstanceIsRefused() {
    for (var text :
        List.of(
            "", " ", "a b", "a:b:c", "1:2", "arn:aws:s3:::bucket", "a'; drop", "x".repeat(301))) {
      assertTrue(ResourceReference.parse(text).isEmpty(), text);
    }
  }

  @Test
  void identifiersAreCaseInsensitiveAsInRds() {
    var reference = assertInstanceOf(ResourceReference.ByIdentifier.class, parse("Dev-1"));
    assertEquals("dev-1", reference.identifier());
    assertEquals("Dev-1", reference.asGiven());
    var arn =
        assertInstanceOf(
            ResourceReference.ByArn.class, parse("arn:aws:rds:eu-central-1:111122223333:db:Dev-1"));
    assertEquals("arn:aws:rds:eu-central-1:111122223333:db:dev-1", arn.arn());
  }

  private static ResourceReference parse(String text) {
    return ResourceReference.parse(text).orElseThrow();
  }
}
