package dev.countersign.executor.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistake in the accounts file stops the start, and says where it is. */
class AccountsTest {
  private static final String ACCOUNT =
      """
      accounts:
        - id: "111122223333"
          role_arn: arn:aws:iam::111122223333:role/CountersignExecutor
          regions: [eu-central-1]
      """;

  @TempDir Path folder;

  @Test
  void anAccountMayHaveLimitsOfItsOwn() throws IOException {
    var limits =
        read("    limits: {calls_per_second: 2.5, calls_burst: 4, max_in_flight: 20}").limits();

    assertEquals(new Limits(2.5, 4, 20), limits);
  }

  @Test
  void anAccountWithoutLimitsHasThoseOfTheSettings() throws IOException {
    assertEquals(Limits.NONE, read("").limits());
    assertEquals(List.of(), read("").instances());
  }

  @Test
  void aLimitThatCannotBeIsNamed() {
    refused("calls_per_second", "    limits: {calls_per_second: 0}");
    refused("calls_burst", "    limits: {calls_burst: 0}");
    refused("max_in_flight", "    limits: {max_in_flight: -1}");
  }

  @Test
  void aFieldThatThereIsNotIsNamed() {
    refused("max_inflight", "    limits: {max_inflight: 5}");
    refused("regionss", "    regionss: []");
  }

  @Test
  void aLimitOfAnotherTypeIsNamed() {
    refused("max_in_flight", "    limits: {max_in_flight: many}");
  }

  private void refused(String naming, String line) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> read(line));
    assertTrue(String.valueOf(refusal.getMessage()).contains(naming), refusal::getMessage);
  }

  private Account read(String line) throws IOException {
    var file = Files.writeString(folder.resolve("accounts.yaml"), ACCOUNT + line + '\n');
    return Accounts.read(file).all().getFirst();
  }
}
