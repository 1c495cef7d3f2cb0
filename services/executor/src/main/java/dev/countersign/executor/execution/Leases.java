package dev.countersign.executor.execution;

import dev.countersign.chassis.loop.Question;
import dev.countersign.executor.pace.Replicas;
import java.util.concurrent.CompletableFuture;

/** This process's lease: as long as it is renewed, nobody takes over what the process holds. */
final class Leases {
  private final Shell shell;
  private final Replicas replicas;

  Leases(Shell shell, Replicas replicas) {
    this.shell = shell;
    this.replicas = replicas;
  }

  /** Renews, sets the clock by the database, and learns how many others there are. */
  CompletableFuture<Void> renew() {
    var asked = shell.loop().nanos();
    var settings = shell.settings();
    return Question.of(
            shell.loop(), () -> shell.records().renew(settings.owner(), settings.lease()))
        .answer()
        .thenAccept(lease -> {
          shell.clock().set(lease.now(), asked);
          replicas.counted(1 + lease.others(), asked);
        });
  }

  /** Gives up everything at once. */
  CompletableFuture<Void> end() {
    return Question.of(shell.loop(), () -> shell.records().giveUp(shell.settings().owner()))
        .answer();
  }
}
