package dev.countersign.local.home;

import java.io.IOException;
import java.nio.file.Path;

/** The accounts of the simulator's fleet, as the executor is told about them. */
public final class Accounts {
  private static final String FLEET =
      """
      # The accounts whose databases are looked after. For accounts of your own: `up --accounts FILE`.
      accounts:
        - id: "111122223333"
          name: workloads
          role_arn: arn:aws:iam::111122223333:role/CountersignExecutor
          external_id: countersign
          regions: [eu-central-1, us-east-1]
        - id: "444455556666"
          name: sandbox
          role_arn: arn:aws:iam::444455556666:role/CountersignExecutor
          external_id: countersign
          regions: [eu-central-1, us-east-1]
      """;

  private Accounts() {}

  public static Path file(DataFolder data) throws IOException {
    var file = data.config().resolve("accounts.yaml");
    PrivateFiles.readOrWrite(file, () -> FLEET);
    return file;
  }
}
