package dev.countersign.cli.session;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is, and which profile says how one signs in there.
 *
 * @param profileName null where no profile is used
 */
public record Target(String url, @Nullable String profileName, Profile profile) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** What options say, {@code --profile} included, goes before the environment. */
  static Target of(Surroundings here, @Nullable String urlOption, @Nullable String profileOption) {
    if (here.localToken() != null) {
      return new Target(checked(local(here, urlOption)), null, Profile.NOTHING);
    }
    var file = Configuration.in(here.folder());
    var variable = here.variable("COUNTERSIGN_PROFILE");
    var name = profileOption != null ? profileOption : variable != null ? variable : file.current();
    var profile = name == null ? Profile.NOTHING : file.profile(name);
    var url = urlOption != null ? urlOption : profileOption != null ? profile.url() : null;
    if (url == null) {
      url = here.variable("COUNTERSIGN_URL");
    }
    if (url == null) {
      url = profile.url();
    }
    return new Target(checked(url == null ? local(here, null) : url), name, profile);
  }

  private static String local(Surroundings here, @Nullable String instead) {
    return Optional.ofNullable(instead)
        .or(() -> LocalPlatform.of(here).map(LocalPlatform::url))
        .orElseThrow(() ->
            new Failure(
                ExitCode.USAGE,
                "Nobody said where Countersign is.",
                (here.checkout() == null ? "" : "Start a platform with ./countersign up, or say ")
                    + "--url URL, COUNTERSIGN_URL, or "
                    + here.command()
                    + " config set NAME url=URL"));
  }

  private static String checked(String url) {
    try {
      var uri = new URI(url);
      if (uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme())) {
        return url.replaceFirst("/+$", "");
      }
    } catch (URISyntaxException notOne) {
      // said below
    }
    throw Failure.usage("This is no URL: " + url + ". One is https://countersign.example.com");
  }

  /** Whether what is sent there can be read on the way. */
  boolean readable() {
    var uri = URI.create(url);
    return uri.getScheme().equals("http") && !LOOPBACK.contains(uri.getHost());
  }

  /** Whether this is where the profile's token belongs. */
  boolean isOfProfile() {
    return profile.url() == null || checked(profile.url()).equals(url);
  }
}
