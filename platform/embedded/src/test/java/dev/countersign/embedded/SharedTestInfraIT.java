package dev.countersign.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SharedTestInfraIT {
  @Test
  void everyCallerMeetsTheSameInfrastructureAndGetsADatabaseOfItsOwn() throws SQLException {
    var mine = TestInfra.shared();
    var yours = TestInfra.shared();

    assertEquals(mine.bootstrapServers(), yours.bootstrapServers());
    var one = mine.database("policy");
    var other = yours.database("policy");
    assertNotEquals(one.name(), other.name());
    mine.postgres().connect(one.name(), one.runtime(), one.runtimePassword()).close();
  }
}
