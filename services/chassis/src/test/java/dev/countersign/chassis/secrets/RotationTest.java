package dev.countersign.chassis.secrets;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.start.CannotStart;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.TestInfra;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotationTest {
  @TempDir Path folder;

  @Test
  void aReplacedFileIsInForceWithinMomentsAndABadOneNever() throws Exception {
    var file = Files.writeString(folder.resolve("number"), "1");
    var number = RotatingFile.at("THE_FILE", file, Integer::valueOf);
    assertEquals(1, number.now());

    replace(file, "2");
    await().atMost(60, SECONDS).until(() -> number.now() == 2);

    replace(file, "two");
    await().during(2, SECONDS).atMost(60, SECONDS).until(() -> number.now() == 2);
    Files.delete(file);
    assertEquals(2, number.now());
    replace(file, "3");
    await().atMost(60, SECONDS).until(() -> number.now() == 3);
  }

  @Test
  void whatCannotBeReadAtTheStartStopsItWithoutQuotingTheSecret() throws IOException {
    var absent = folder.resolve("absent");
    var refused =
        assertThrows(CannotStart.class, () -> RotatingFile.at("THE_FILE", absent, text -> text));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("THE_FILE: " + absent));

    var secret = Files.writeString(folder.resolve("secret"), "hunter2");
    var unusable =
        assertThrows(
            CannotStart.class,
            () ->
                RotatingFile.at(
                    "THE_FILE",
                    secret,
                    text -> {
                      throw new IllegalArgumentException("not a key");
                    }));
    assertEquals("THE_FILE: " + secret + ": not a key", unusable.getMessage());
  }

  @Test
  void aRotatedDatabasePasswordIsUsedForTheNextConnection() throws Exception {
    var server = TestInfra.shared().postgres();
    var database = TestInfra.shared().database("rotation");
    var file = Files.writeString(folder.resolve("password"), database.runtimePassword() + "\n");
    var login = login(file, database);
    connect(database, login);

    try (var admin = server.connect("postgres");
        var statement = admin.createStatement()) {
      statement.execute("alter role \"" + database.runtime() + "\" password 'the-next-one'");
    }
    assertThrows(SQLException.class, () -> connect(database, login));
    replace(file, "the-next-one");

    await().atMost(60, SECONDS).ignoreExceptions().untilAsserted(() -> connect(database, login));
  }

  private static void connect(Database database, DatabaseLogin login) throws SQLException {
    var credentials = login.getCredentials("countersign");
    TestInfra.shared()
        .postgres()
        .connect(
            database.name(),
            String.valueOf(credentials.get("user")),
            String.valueOf(credentials.get("password")))
        .close();
  }

  private static DatabaseLogin login(Path file, Database database) {
    var config =
        new SmallRyeConfigBuilder()
            .withDefaultValues(Map.of("quarkus.datasource.username", database.runtime()))
            .build();
    return new DatabaseLogin(() -> Optional.of(file), config);
  }

  private static void replace(Path file, String text) throws IOException {
    var next = Files.writeString(Files.createTempFile(file.getParent(), "next", ""), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
