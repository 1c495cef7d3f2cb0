package dev.countersign.cli.login;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.session.GlobalOptions;
import dev.countersign.cli.session.TokenFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code logout}. */
@Command(name = "logout", description = "Deletes the token that login has kept for the profile.")
public final class LogoutCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var options = (GlobalOptions) spec.root().userObject();
    var name = options.target().profileName();
    if (name == null) {
      throw Failure.usage("There is no profile.");
    }
    var deleted = TokenFile.of(options.here().folder(), name).delete();
    options.say(deleted ? "Signed out of " + name + "." : "Nobody was signed in to " + name + ".");
    return ExitCode.DONE.code();
  }
}
