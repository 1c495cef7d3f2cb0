package dev.countersign.local;

import dev.countersign.local.home.BearerToken;
import dev.countersign.local.home.KeyFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "token", description = "A bearer token for this platform, valid nowhere else.")
final class Token implements Callable<Integer> {
  private static final Pattern TTL = Pattern.compile("(\\d{1,6})([smhd])");

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who it is for.")
  private String user = "";

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "A,B",
      description =
          "The person's groups. As shipped, each role has the group of its name: Viewer, Operator,"
              + " DBA, Admin, Approver, Auditor, BreakGlass. Without one of them, nothing can be read.")
  private List<String> groups = List.of();

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      defaultValue = "8h",
      description = "How long it is valid, such as 15m (default: ${DEFAULT-VALUE}).")
  private String ttl = "";

  @Mixin private Checkout checkout = new Checkout();

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    var data = checkout.data();
    if (!data.exists()) {
      System.err.println(
          "There is no platform in " + data.path() + ". Start it first: " + checkout.command("up"));
      return 1;
    }
    if (user.isBlank()) {
      throw new ParameterException(command.commandLine(), "--user must not be empty");
    }
    var names = groups.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
    var token = new BearerToken(user, names, lifetime());
    System.out.println(
        token.signed(new KeyFiles(data.secrets()).token(), Clock.systemUTC().instant()));
    return 0;
  }

  private Duration lifetime() {
    var parts = TTL.matcher(ttl);
    if (!parts.matches()) {
      throw new ParameterException(
          command.commandLine(), "--ttl takes a number and a unit, such as 90s, 15m, 8h or 1d");
    }
    long number = Long.parseLong(parts.group(1));
    return switch (parts.group(2).charAt(0)) {
      case 's' -> Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
