package dev.countersign.cli.audit;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.output.View;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.client.Countersign;
import dev.countersign.client.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code audit verify}. */
@Command(
    name = "verify",
    description = {
      "Proves the ledger here: the signature of its checkpoint, and every entry below it.",
      "With indexes or --operation, only that those entries are in it, unchanged.",
      "Exit codes: 0 proven, 6 not."
    })
public final class VerifyCommand extends ApiCommand {
  private static final View VIEW =
      new View(
          "root",
          "",
          List.of(
              Column.of("PROVEN", "proven"),
              Column.of("ENTRIES", "entries"),
              Column.of("OF", "size"),
              Column.of("ROOT", "root"),
              Column.of("ORIGIN", "origin")));

  @Parameters(arity = "0..*", paramLabel = "INDEX", description = "Of an entry.")
  private List<Long> indexes = List.of();

  @Option(names = "--operation", paramLabel = "ID", description = "The entries of this operation.")
  private @Nullable String operation;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "The verifier key, which you got another way. Without it, the ledger's own word is taken for it.")
  private @Nullable Path key;

  @Override
  protected ExitCode run(Countersign api) throws IOException {
    try {
      var checkpoint = SignedCheckpoint.verified(api.ledger().checkpoint(), key(api.ledger()));
      var verification = new Verification(api.ledger(), checkpoint);
      var entries = entries(verification, checkpoint);
      var shown = new LinkedHashMap<String, Object>();
      shown.put("proven", true);
      shown.put("entries", entries);
      shown.put("size", checkpoint.size());
      shown.put("root", checkpoint.root());
      shown.put("origin", checkpoint.origin());
      printer().one(Printer.document(shown), VIEW);
      return ExitCode.DONE;
    } catch (NotProven broken) {
      throw new Failure(
          ExitCode.UNSUCCESSFUL,
          "The ledger does not prove itself: " + broken.seen() + ".",
          "Keep what you have seen, and tell whoever is responsible for it.");
    }
  }

  /** How many were proven. */
  private long entries(Verification verification, SignedCheckpoint checkpoint) {
    if (operation != null) {
      var proven = verification.of(operation);
      if (proven.isEmpty()) {
        throw new Failure(
            ExitCode.NOT_FOUND,
            "The checkpoint covers no entry of the operation " + operation + " yet.",
            "A checkpoint follows an entry within seconds.");
      }
      return proven.size();
    }
    if (indexes.isEmpty()) {
      verification.all();
      return checkpoint.size();
    }
    indexes.forEach(verification::one);
    return indexes.size();
  }

  private String key(Ledger ledger) throws IOException {
    if (key != null) {
      return Files.readString(key);
    }
    say("The key is the ledger's own word. --key FILE takes one that you got another way.");
    return ledger.key();
  }
}
