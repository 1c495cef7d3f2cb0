package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.embedded.TestInfra;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Whoever leaves before the answer, while reading or while waiting for a turn, gives it back. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
@TestProfile(ReadersWhoLeaveTest.OneAtATime.class)
class ReadersWhoLeaveTest extends GatewayTest {
  private static final String LIST = "/api/operations";

  public static final class OneAtATime implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "countersign.gateway.heavy-reads", "1",
          "countersign.gateway.database-timeout", "PT20S");
    }
  }

  @SuppressWarnings("NullAway.Init")
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @Test
  void aTurnIsGivenBackByAReaderWhoLeavesAndSoIsAPlaceInTheQueue() throws Exception {
    var readers = new ArrayList<Socket>();
    try (var slow = locked()) {
      for (var i = 0; i < 9; i++) {
        readers.add(ask());
      }
      // One has its turn and eight wait, which is all there is room for.
      await().atMost(PATIENCE).until(() -> ada.get(LIST).problem().equals("too-many-reads"));
      for (var reader : readers) {
        reader.close();
      }
      slow.rollback();
    }

    await().atMost(PATIENCE).until(() -> ada.get(LIST).status() == 200);
    for (var i = 0; i < 10; i++) {
      assertEquals(200, ada.get(LIST).status(), "every turn is free again");
    }
  }

  private Socket ask() throws IOException {
    var socket = new Socket(base.getHost(), base.getPort());
    var request = "GET " + LIST + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n";
    socket
        .getOutputStream()
        .write(request.formatted(Tokens.of("ada", "Viewer")).getBytes(US_ASCII));
    return socket;
  }

  /** Nobody can read operations until this is given up. */
  private Connection locked() throws SQLException {
    var name = database.substring(database.lastIndexOf('/') + 1);
    var connection = TestInfra.shared().postgres().connect(name);
    connection.setAutoCommit(false);
    connection.createStatement().execute("lock table operation in access exclusive mode");
    return connection;
  }
}
