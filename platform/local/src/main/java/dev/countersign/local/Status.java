package dev.countersign.local;

import dev.countersign.local.run.StateFile;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "status", description = "What runs now. Exit code 0 only if everything serves.")
final class Status implements Callable<Integer> {
  @Mixin private Checkout checkout = new Checkout();

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    var data = checkout.data();
    var state = new StateFile(data).read();
    if (state.isEmpty()) {
      System.out.println(
          json
              ? View.nothing(data.path().toString())
              : "Nothing runs on " + data.path() + ". Start it with " + checkout.command("up"));
      return 1;
    }
    var view = View.of(state.get());
    System.out.println(json ? view.json() : view.text());
    return view.ready() ? 0 : 1;
  }
}
