package dev.countersign.cli;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.session.GlobalOptions;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}. */
@Command(
    name = "completion",
    description = {
      "Prints what completes cs in a shell.",
      "In ~/.bashrc or ~/.zshrc: source <(cs completion bash), or zsh."
    })
final class CompletionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private String shell = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw Failure.usage("SHELL is bash or zsh, not " + shell);
    }
    var options = (GlobalOptions) spec.root().userObject();
    // The same text: it turns zsh's own emulation of bash on.
    options.here().out().print(AutoComplete.bash("cs", spec.root().commandLine()));
    return ExitCode.DONE.code();
  }
}
