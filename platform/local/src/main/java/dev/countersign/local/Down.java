package dev.countersign.local;

import dev.countersign.local.run.LeftOvers;
import dev.countersign.local.run.Pids;
import dev.countersign.local.run.StateFile;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stop everything. What was stored stays in the data folder.")
final class Down implements Callable<Integer> {
  @Mixin private Checkout checkout = new Checkout();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var data = checkout.data();
    var file = new StateFile(data);
    var state = file.read();
    // A platform that begins to come up has taken its place, and writes down what runs a moment
    // later.
    for (int look = 0; state.isEmpty() && look < 100 && file.supervised(); look++) {
      Thread.sleep(100);
      state = file.read();
    }
    if (state.isEmpty()) {
      data.forgetEnvironments();
      System.out.println("Nothing runs on " + data.path() + ".");
      return 0;
    }
    Pids.find(state.get().supervisor())
        .ifPresent(supervisor -> Pids.end(supervisor, Duration.ofSeconds(90)));
    // A supervisor that was killed, now or earlier, has left its processes behind.
    LeftOvers.end(state.get(), System.out::println);
    file.delete();
    data.forgetEnvironments();
    System.out.println("Stopped. The data stays in " + data.path() + ".");
    return 0;
  }
}
