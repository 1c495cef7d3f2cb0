package dev.countersign.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/**
 * A core decides and nothing else, so that a test can run it a million times with any clock, any
 * crash, any order.
 */
public final class PureCore {
  /** Packages that are a core without being called so. */
  private static final String[] PURE = {
    "..core..",
    "dev.countersign.audit.entry..",
    "dev.countersign.audit.intake..",
    "dev.countersign.audit.tree..",
    "dev.countersign.provider.operation..",
    "dev.countersign.rds.operations..",
    "dev.countersign.switchboard.operations.."
  };

  /** Shells that the simulation runs: their ports give them time and chance (ADR 0016). */
  private static final String[] SIMULATED = {
    "dev.countersign.executor.execution..",
    "dev.countersign.executor.sweep..",
    "dev.countersign.rds.looks..",
    "dev.countersign.relay.publishing.."
  };

  private static final Set<String> CHANCE =
      Set.of(
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.security.SecureRandom",
          "java.util.random.RandomGenerator");

  private static final Set<String> FORBIDDEN_CALLS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.lang.Thread.sleep",
          "java.util.UUID.randomUUID",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.system",
          "dev.countersign.contracts.event.EventIds.next");

  /** No framework, no driver, no other room: a core is read and tested alone. */
  public static final ArchRule SEES_ONLY_THE_VOCABULARY =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(
              describe("are of Java, of the contracts, of JSpecify, or pure", PureCore::mayBeSeen))
          .because("a core is decided by its arguments alone (DESIGN 5)");

  /** Time, chance and surroundings come in as arguments. */
  public static final ArchRule READS_NO_CLOCK_AND_ROLLS_NO_DICE =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .or()
          .resideInAnyPackage(SIMULATED)
          .should()
          .accessTargetWhere(readsClockOrChance())
          .because("the same arguments must give the same decision, in a test and in a replay");

  /** Files, sockets, databases and threads belong to the shell. */
  public static final ArchRule DOES_NO_IO =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(describe("do I/O or run threads", PureCore::doesIo))
          .because("effects are performed by the shell, after the commit");

  static List<ArchRule> all() {
    return List.of(SEES_ONLY_THE_VOCABULARY, READS_NO_CLOCK_AND_ROLLS_NO_DICE, DOES_NO_IO);
  }

  private static boolean mayBeSeen(JavaClass seen) {
    var type = seen.getBaseComponentType();
    return type.isPrimitive()
        || JavaClass.Predicates.resideInAnyPackage(
                "java..", "dev.countersign.contracts..", "org.jspecify..")
            .or(JavaClass.Predicates.resideInAnyPackage(PURE))
            .test(type);
  }

  private static DescribedPredicate<JavaAccess<?>> readsClockOrChance() {
    return describe(
        "reads a clock, chance or the surroundings",
        access -> {
          var owner = access.getTargetOwner().getFullName();
          var call = owner + '.' + access.getTarget().getName();
          return FORBIDDEN_CALLS.contains(call)
              || CHANCE.contains(owner)
              || (owner.startsWith("java.time.") && access.getTarget().getName().equals("now"));
        });
  }

  private static boolean doesIo(JavaClass seen) {
    var name = seen.getFullName();
    return name.startsWith("java.nio.file.")
        || name.startsWith("java.nio.channels.")
        || name.startsWith("java.net.http.")
        || name.startsWith("java.sql.")
        || name.startsWith("java.io.File")
        || name.equals("java.net.Socket")
        || name.equals("java.net.URL")
        || name.equals("java.lang.Thread")
        || name.equals("java.util.concurrent.Executors");
  }

  private PureCore() {}
}
