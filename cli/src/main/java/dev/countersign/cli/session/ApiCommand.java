package dev.countersign.cli.session;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.client.Countersign;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the API. */
public abstract class ApiCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws Exception {
    try (var api = options().connect()) {
      return run(api).code();
    }
  }

  protected abstract ExitCode run(Countersign api) throws Exception;

  protected final GlobalOptions options() {
    return (GlobalOptions) spec.root().userObject();
  }

  protected final Printer printer() {
    return options().printer();
  }

  protected final void say(String words) {
    options().say(words);
  }

  /** As it is typed here. */
  protected final String command() {
    return options().here().command();
  }
}
