package dev.countersign.local;

import dev.countersign.embedded.KafkaUsers;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.home.KafkaLogins;
import dev.countersign.local.run.RunState;
import java.nio.file.Path;

/** What to try first. Every line can be pasted into a shell as it stands. */
record Guide(RunState state, Checkout checkout) {
  private String console() {
    return state.consoleUrl() == null
        ? ""
        : "Open the console in a browser: " + state.consoleUrl() + "\n";
  }

  String text() {
    return """

    Countersign is ready at %1$s (%2$s s)
    %7$s
    Try it; paste these lines:

      URL=%1$s
      TOKEN=$(%3$s --user dana --groups DBA)

      # ask for a snapshot
      OPERATION=$(curl -s "$URL/api/operations" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"operation":"create_snapshot","instance_id":"dev-postgres-01","parameters":{"snapshot_id":"first-'$(date +%%s)'"}}' | tee /dev/stderr | sed -n 's/.*"operation_id" *: *"\\([^"]*\\)".*/\\1/p')

      # see how it goes
      curl -s "$URL/api/operations/$OPERATION" -H "Authorization: Bearer $TOKEN"; echo

      # read it back from the ledger
      curl -s "$URL/api/ledger/entries?operation=$OPERATION" -H "Authorization: Bearer $TOKEN"; echo

      # every step is an event on Kafka; this file says how to log in (docs/consuming-events.md)
      cat %6$s

    Look at it with `%4$s`, stop it with `%5$s`.\
    """
        .formatted(
            state.url(),
            state.readySeconds(),
            checkout.command("token"),
            checkout.command("status"),
            checkout.command("down"),
            new KafkaLogins(new DataFolder(Path.of(state.data()))).client(KafkaUsers.READER),
            console());
  }
}
