package dev.countersign.cli.login;

import dev.countersign.cli.oidc.BrowserSignIn;
import dev.countersign.cli.oidc.DeviceSignIn;
import dev.countersign.cli.oidc.Issuer;
import dev.countersign.cli.oidc.Tokens;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.session.GlobalOptions;
import dev.countersign.cli.session.TokenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code login}. */
@Command(
    name = "login",
    description = {
      "Signs in with the profile's issuer, in a browser, and keeps the token in a file that only you can read.",
      "With --token-file the token comes from there, with --token-file - from standard input."
    })
public final class LoginCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Option(names = "--device", description = "Show a code to type in a browser on another machine.")
  private boolean device;

  @Option(names = "--no-browser", description = "Show the address only; open no browser.")
  private boolean noBrowser;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var options = (GlobalOptions) spec.root().userObject();
    var target = options.target();
    var name = target.profileName();
    if (name == null) {
      throw Failure.usage(
          "There is no profile to sign in to. Make one: "
              + options.here().command()
              + " config set NAME url=URL issuer=URL client_id=ID");
    }
    var file = TokenFile.of(options.here().folder(), name);
    var from = options.tokenFileOption();
    file.write(from == null ? atIssuer(options) : new Tokens(given(options, from), null, null));
    options.say("Signed in to " + target.url() + ", profile " + name + ".");
    return ExitCode.DONE.code();
  }

  private static String given(GlobalOptions options, String from) throws IOException {
    return from.equals("-")
        ? TokenFile.checked(options.here().in().readAllBytes(), "standard input")
        : TokenFile.checked(Files.readAllBytes(Path.of(from)), from);
  }

  private Tokens atIssuer(GlobalOptions options) {
    var profile = options.target().profile();
    var name = options.target().profileName();
    var issuer =
        Issuer.discover(
            needed(options, name, "issuer", profile.issuer()),
            needed(options, name, "client_id", profile.clientId()));
    var scope = Objects.requireNonNullElse(profile.scope(), "openid");
    if (device) {
      return new DeviceSignIn(issuer, scope)
          .tokens((address, code) ->
              options.say("Open " + address + " in a browser, and type the code " + code));
    }
    return new BrowserSignIn(issuer, scope)
        .tokens(
            PATIENCE,
            address -> {
              options.say("Sign in at: " + address);
              if (!noBrowser) {
                Browser.open(options.here().environment(), address);
              }
            });
  }

  private static String needed(
      GlobalOptions options, @Nullable String profile, String key, @Nullable String value) {
    if (value == null) {
      throw Failure.usage(
          "The profile %s says no %s. Say it with %s config set %s %s=..., or bring a token with --token-file."
              .formatted(profile, key, options.here().command(), profile, key));
    }
    return value;
  }
}
