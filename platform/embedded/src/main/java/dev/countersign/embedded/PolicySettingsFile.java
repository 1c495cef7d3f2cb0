package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The settings file that policy reads, edited as an administrator would: by hand. */
public final class PolicySettingsFile {
  private static final String GATE = "(?m)^enable_production_operations:.*$";
  private static final String FREEZES = "(?m)^freezes:.*\\n(?: .*\\n)*";
  private static final String SPREAD = "(?m)^freeze_start_spread:.*$";

  private final Path file;

  public PolicySettingsFile(Path file) {
    this.file = file;
  }

  /** The one gate that is in it. */
  public void enableProduction(boolean enabled) throws IOException {
    replace(GATE, "enable_production_operations: " + enabled);
  }

  /** One freeze, which binds everything; what waited for it starts within a second. */
  public void freeze(String title, String calendar, String waiting) throws IOException {
    replace(SPREAD, "freeze_start_spread: 1s");
    replace(
        FREEZES,
        "freezes:\n  - title: %s\n    calendar: %s\n    waiting: %s\n"
            .formatted(title, calendar, waiting));
  }

  /** None any more. */
  public void noFreeze() throws IOException {
    replace(FREEZES, "freezes: []\n");
  }

  private void replace(String setting, String by) throws IOException {
    var before = Files.readString(file);
    var after = before.replaceFirst(setting, by);
    if (!after.contains(by)) {
      throw new IllegalStateException("no such setting in " + file);
    }
    write(after);
  }

  /** From now on two DBAs have to approve each reboot of a production instance. */
  public void askTwoDbas() throws IOException {
    write(
        Files.readString(file)
            + """

            approval_rules:
              - title: Production reboots need two DBAs
                when: { operations: [reboot_instance], environments: [production] }
                quorum: [{ group: DBA, count: 2 }]
            """);
  }

  /** From now on and for a day, somebody votes in the stead of a DBA. */
  public void delegate(String of, String to) throws IOException {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    write(
        Files.readString(file)
            + """
            delegations:
              - of: %s
                to: %s
                groups: [DBA]
                from: %s
                until: %s
                reason: Holiday
            """
                .formatted(of, to, now.minusSeconds(60), now.plus(Duration.ofDays(1))));
  }

  /** From now on a DBA may agree to an operation in a freeze. */
  public void allowOverrides() throws IOException {
    write(
        Files.readString(file)
            + """
            freeze_overrides:
              - title: A DBA may agree to what is urgent
                when: {}
                quorum: [{ group: DBA, count: 1 }]
                start_within: 10m
            """);
  }

  /** From now on approvals and freezes are skipped where somebody breaks the glass. */
  public void allowBreakGlass() throws IOException {
    write(
        Files.readString(file)
            + """
            break_glass:
              when: { operations: [reboot_instance] }
              skips: [approvals, freezes]
            """);
  }

  private void write(String after) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, after);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
