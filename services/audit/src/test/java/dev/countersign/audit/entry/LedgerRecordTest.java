package dev.countersign.audit.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.audit.entry.LedgerRecord.Header;
import dev.countersign.audit.entry.LedgerRecord.Position;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/* NullAway does not see the annotation on arrays of compiled classes: byte @Nullable []. */
@NullUnmarked
class LedgerRecordTest {
  private static final byte[] LARGE = new byte[500_000];

  @Test
  void whereverItsBytesAreARecordIsAsLargeAsItIs() {
    assertTrue(record(LARGE, List.of(), null).size() >= LARGE.length);
    assertTrue(record(null, List.of(), LARGE).size() >= LARGE.length);
    assertTrue(record(null, List.of(new Header("h", LARGE)), null).size() >= LARGE.length);
    var name = "h".repeat(LARGE.length);
    assertTrue(record(null, List.of(new Header(name, null)), null).size() >= LARGE.length);
    var many = Collections.nCopies(LARGE.length, new Header("", null));
    assertTrue(record(null, many, null).size() >= LARGE.length);
    assertEquals(0, record(null, List.of(), null).size());
  }

  private static LedgerRecord record(byte[] key, List<Header> headers, byte[] value) {
    return new LedgerRecord(new Position("topic", 0, 0), 0, key, headers, value);
  }
}
