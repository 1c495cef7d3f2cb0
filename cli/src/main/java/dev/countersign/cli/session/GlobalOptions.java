package dev.countersign.cli.session;

import dev.countersign.cli.output.Format;
import dev.countersign.cli.output.Plain;
import dev.countersign.cli.output.Printer;
import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What every command takes, before and after its name. */
public abstract class GlobalOptions {
  private final Surroundings here;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = "Where Countersign is (or COUNTERSIGN_URL, or a profile).")
  private @Nullable String url;

  @Option(
      names = "--profile",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "Which profile of the configuration is used (or COUNTERSIGN_PROFILE).")
  private @Nullable String profile;

  @Option(
      names = "--token-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description =
          "A file with a bearer token, - for standard input (or COUNTERSIGN_TOKEN_FILE, or login).")
  private @Nullable String tokenFile;

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "FORMAT",
      description = "How data is printed: ${COMPLETION-CANDIDATES}.")
  private Format format = Format.TABLE;

  @Option(
      names = "--retry-for",
      scope = ScopeType.INHERIT,
      paramLabel = "TIME",
      description =
          "For how long what is safe to repeat is repeated where no answer comes, such as 2m (default: 30s).")
  private Duration patience = Duration.ofSeconds(30);

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  protected GlobalOptions(Surroundings here) {
    this.here = here;
  }

  @Option(names = "--as", scope = ScopeType.INHERIT, hidden = true, paramLabel = "NAME")
  private void as(@Nullable String name) {
    if (name != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--as is somebody of a local platform, and comes first: ./countersign cli --as "
              + name
              + " COMMAND");
    }
  }

  public Surroundings here() {
    return here;
  }

  public Format format() {
    return format;
  }

  public Printer printer() {
    return new Printer(here.out(), format, here.colours());
  }

  /** Talk, which is not data. */
  public void say(String words) {
    here.err().println(Plain.text(words));
    here.err().flush();
  }

  public @Nullable String profileOption() {
    return profile;
  }

  public @Nullable String tokenFileOption() {
    return tokenFile;
  }

  public Target target() {
    return Target.of(here, url, profile);
  }

  /** The API, as whoever is signed in. */
  Countersign connect() {
    var target = target();
    if (target.readable()) {
      say("Careful: " + target.url() + " is not HTTPS, so your token can be read on the way.");
    }
    var token = new Credentials(here, target).token(tokenFile);
    return new Countersign(Settings.of(target.url(), token).withPatience(patience))
        .telling(failure ->
            say(
                (failure instanceof NotAnswered
                        ? "No answer from " + target.url()
                        : String.valueOf(failure.getMessage()))
                    + ": asking again, which is safe."));
  }
}
