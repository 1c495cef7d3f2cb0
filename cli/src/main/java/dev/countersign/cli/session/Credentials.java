package dev.countersign.cli.session;

import dev.countersign.cli.oidc.Issuer;
import dev.countersign.cli.oidc.Tokens;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose token is sent. */
final class Credentials {
  private final Surroundings here;
  private final Target target;

  Credentials(Surroundings here, Target target) {
    this.here = here;
    this.target = target;
  }

  /**
   * Asked for each request: a file is read again, and a token that expires is exchanged, however
   * long one command takes.
   */
  Supplier<String> token(@Nullable String option) {
    if (here.localToken() != null) {
      return once(TokenFile.bare(here.localToken()));
    }
    var named = option != null ? option : here.variable("COUNTERSIGN_TOKEN_FILE");
    if (named != null) {
      return named.equals("-") ? once(fromInput()) : file(named);
    }
    if (!target.isOfProfile()) {
      throw new Failure(
          ExitCode.NOT_ALLOWED,
          "The token of the profile " + target.profileName() + " is not for " + target.url() + ".",
          "Say --token-file FILE, or leave out the URL.");
    }
    var configured = target.profile().tokenFile();
    return configured != null ? file(configured) : signedIn();
  }

  private static Supplier<String> once(String token) {
    return () -> token;
  }

  private static Supplier<String> file(String name) {
    var file = Path.of(name);
    TokenFile.bare(file);
    return () -> TokenFile.bare(file);
  }

  private String fromInput() {
    try {
      return TokenFile.checked(here.in().readAllBytes(), "standard input");
    } catch (IOException e) {
      throw new Failure(ExitCode.NOT_ALLOWED, "No token came on standard input.", "");
    }
  }

  private Supplier<String> signedIn() {
    var name = target.profileName();
    if (name == null) {
      throw nobody();
    }
    var kept = TokenFile.of(here.folder(), name);
    if (kept.read().isEmpty()) {
      throw nobody();
    }
    return () -> fresh(kept).accessToken();
  }

  private Tokens fresh(TokenFile kept) {
    var tokens = kept.read().orElseThrow(this::nobody);
    if (!tokens.expired(Clock.systemUTC().instant())) {
      return tokens;
    }
    var issuer = target.profile().issuer();
    var client = target.profile().clientId();
    if (tokens.refreshToken() == null || issuer == null || client == null) {
      throw new Failure(
          ExitCode.NOT_ALLOWED,
          "The token of the profile " + target.profileName() + " has expired.",
          "Sign in again: " + here.command() + " login");
    }
    var other = Issuer.discover(issuer, client).refreshed(tokens.refreshToken());
    kept.write(other);
    return other;
  }

  private Failure nobody() {
    return new Failure(
        ExitCode.NOT_ALLOWED,
        "Not signed in at " + target.url() + ".",
        LocalPlatform.of(here).filter(local -> local.url().equals(target.url())).isPresent()
            ? "This is the local platform of this checkout. Be somebody there: ./countersign cli"
                + " --as ada:DBA COMMAND, or ./countersign token --user ada --groups DBA |"
                + " ./countersign cli COMMAND --token-file -"
            : "Sign in with " + here.command() + " login, or say --token-file FILE.");
  }
}
