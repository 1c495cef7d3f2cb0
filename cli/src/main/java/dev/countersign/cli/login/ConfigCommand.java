package dev.countersign.cli.login;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.output.View;
import dev.countersign.cli.session.Configuration;
import dev.countersign.cli.session.GlobalOptions;
import dev.countersign.cli.session.Profile;
import dev.countersign.cli.session.TokenFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config}. */
@Command(
    name = "config",
    synopsisSubcommandLabel = "COMMAND",
    description = "The profiles: which Countersign, and how one signs in there.")
public final class ConfigCommand {
  private static final View VIEW =
      new View(
          "name",
          "profiles",
          List.of(
              Column.of("NAME", "name"),
              Column.of("CURRENT", "current"),
              Column.of("URL", "url"),
              Column.of("ISSUER", "issuer"),
              Column.wide("CLIENT", "client_id"),
              Column.wide("SCOPE", "scope"),
              Column.wide("TOKEN FILE", "token_file")));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(name = "list", description = "Shows all profiles.")
  int list() {
    var configuration = configuration();
    var profiles =
        configuration.profiles().entrySet().stream()
            .map(entry -> Printer.document(fields(configuration, entry.getKey(), entry.getValue())))
            .toList();
    options().printer().some(profiles, VIEW);
    return ExitCode.DONE.code();
  }

  @Command(name = "use", description = "Makes a profile the one that is used.")
  int use(@Parameters(paramLabel = "NAME") String name) {
    configuration().using(name).write();
    return ExitCode.DONE.code();
  }

  @Command(
      name = "set",
      description = {
        "Makes a profile, or changes it. The keys: url, issuer, client_id, scope, token_file; an empty value takes one away.",
        "For example: config set prod url=https://countersign.example.com issuer=https://login.example.com client_id=cs"
      })
  int set(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(arity = "1..*", paramLabel = "key=value") Map<String, String> values) {
    var configuration = configuration();
    var changed =
        configuration.profiles().getOrDefault(TokenFile.checkedName(name), Profile.NOTHING);
    for (var value : values.entrySet()) {
      changed = changed(changed, value.getKey(), value.getValue());
    }
    configuration.with(name, changed).write();
    return ExitCode.DONE.code();
  }

  @Command(name = "path", description = "Shows where the file is.")
  int path() {
    options().here().out().println(configuration().file());
    return ExitCode.DONE.code();
  }

  private static Profile changed(Profile old, String key, String text) {
    var value = text.isEmpty() ? null : text;
    return switch (key) {
      case "url" -> new Profile(value, old.tokenFile(), old.issuer(), old.clientId(), old.scope());
      case "token_file" -> new Profile(old.url(), value, old.issuer(), old.clientId(), old.scope());
      case "issuer" -> new Profile(old.url(), old.tokenFile(), value, old.clientId(), old.scope());
      case "client_id" -> new Profile(old.url(), old.tokenFile(), old.issuer(), value, old.scope());
      case "scope" -> new Profile(old.url(), old.tokenFile(), old.issuer(), old.clientId(), value);
      default ->
          throw Failure.usage(
              "A profile has no key " + key + ": url, issuer, client_id, scope, token_file");
    };
  }

  private static Map<String, Object> fields(Configuration all, String name, Profile profile) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", name);
    fields.put("current", name.equals(all.current()));
    put(fields, "url", profile.url());
    put(fields, "issuer", profile.issuer());
    put(fields, "client_id", profile.clientId());
    put(fields, "scope", profile.scope());
    put(fields, "token_file", profile.tokenFile());
    return fields;
  }

  private static void put(Map<String, Object> fields, String key, @Nullable String value) {
    if (value != null) {
      fields.put(key, value);
    }
  }

  private Configuration configuration() {
    return Configuration.in(options().here().folder());
  }

  private GlobalOptions options() {
    return (GlobalOptions) spec.root().userObject();
  }
}
