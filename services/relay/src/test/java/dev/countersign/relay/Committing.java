package dev.countersign.relay;

import dev.countersign.embedded.Database;

/** A process of the test service that commits event after event until it is killed. */
final class Committing {
  /** Takes broker, host, port, database, role, password, and whether to publish as well. */
  public static void main(String... args) {
    var database =
        new Database(args[1], Integer.parseInt(args[2]), args[3], "", "", args[4], args[5]);
    var node = new Node(args[0], database, Node.Settings.forTopic("countersign.status"));
    if (Boolean.parseBoolean(args[6])) {
      node.relay.start();
    }
    for (int sequence = 1; ; sequence++) {
      node.commit(1, sequence, sequence);
    }
  }

  private Committing() {}
}
