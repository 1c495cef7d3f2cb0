package dev.countersign.local.run;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Settings;
import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The first discovery. Services that serve know no instance yet, and whoever is told "ready" tries
 * one at once.
 */
final class Inventory {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** One of the simulator's fleet. */
  private static final String KNOWN = "dev-postgres-01";

  /** As shipped; with settings that give none of them a role, nothing is waited for. */
  private static final List<String> READERS = List.of("Viewer", "DBA");

  private Inventory() {}

  /**
   * Returns when the gateway knows the simulator's fleet, or when it takes too long to wait for.
   */
  static void await(UpOptions options) throws IOException {
    var token =
        new BearerToken("countersign-up", READERS, Duration.ofMinutes(5))
            .signed(new KeyFiles(options.data().secrets()).token(), Clock.systemUTC().instant());
    var settings = Settings.of("http://127.0.0.1:" + options.port(), () -> token);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var api = new Countersign(settings.withPatience(Duration.ZERO))) {
      while (!known(api) && System.nanoTime() < deadline) {
        Thread.sleep(100);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean known(Countersign api) {
    try {
      return api.instance(KNOWN).instanceId().equals(KNOWN);
    } catch (ProblemException notYet) {
      return notYet.status() == 403;
    } catch (NotAnswered notYet) {
      return false;
    }
  }
}
