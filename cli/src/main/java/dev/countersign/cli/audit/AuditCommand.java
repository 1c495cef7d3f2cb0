package dev.countersign.cli.audit;

import picocli.CommandLine.Command;

/** {@code audit}. */
@Command(
    name = "audit",
    subcommands = {SearchCommand.class, VerifyCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "The ledger: finds entries, and proves them.")
public final class AuditCommand {}
