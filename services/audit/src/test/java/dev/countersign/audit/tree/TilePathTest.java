package dev.countersign.audit.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TilePathTest {
  @Test
  void namesAreThoseOfTheSpecification() {
    assertEquals("0/x001/x234/067", new TilePath(0, 1_234_067, 256).toString());
    assertEquals("entries/000.p/17", new TilePath(TilePath.ENTRIES, 0, 17).toString());
    assertEquals("1/x001/000", new TilePath(1, 1000, 256).toString());
  }

  @Test
  void namesAreReadAsTheyAreWritten() {
    for (long index : List.of(0L, 1L, 999L, 1000L, 1_234_067L, 999_999_999L)) {
      for (int width : List.of(1, 255, 256)) {
        var tile = new TilePath(2, index, width);
        assertEquals(Optional.of(tile), TilePath.parse(tile.toString()));
      }
    }
  }

  @Test
  void otherNamesAreRefused() {
    for (var name :
        List.of(
            "",
            "0",
            "0/0",
            "0/x000/001",
            "7/000",
            "00/000",
            "0/000.p/0",
            "0/000.p/256",
            "0/000.p/300",
            "a/000",
            "0/1000",
            "0/000/",
            "entries/../000")) {
      assertTrue(TilePath.parse(name).isEmpty(), name);
    }
  }

  @Test
  void aTileIsThereOnceTheTreeHasAllOfIt() {
    assertTrue(new TilePath(0, 0, 5).within(5));
    assertFalse(new TilePath(0, 0, 6).within(5));
    assertTrue(new TilePath(1, 0, 1).within(256));
    assertFalse(new TilePath(1, 0, 1).within(255));
    assertEquals(
        List.of("0/000", "0/001", "0/002.p/88"),
        TilePath.all(0, 600).stream().map(TilePath::toString).toList());
    assertEquals(
        List.of("1/000.p/2"), TilePath.all(1, 600).stream().map(TilePath::toString).toList());
  }
}
