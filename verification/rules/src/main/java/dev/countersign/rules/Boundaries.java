package dev.countersign.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** Who may see whom, who may reach AWS, and who may publish. */
public final class Boundaries {
  private static final String OURS = "dev.countersign.";
  private static final Set<String> SERVICES =
      Set.of("gateway", "policy", "executor", "audit", "notifier", "console");

  /** What a service may see of this house beside itself. */
  private static final Set<String> SHARED = Set.of("contracts", "chassis", "relay");

  /** What the executor's engine may see of the providers: their interface, and AWS's own words. */
  private static final Set<String> OF_PROVIDERS = Set.of("provider", "aws");

  /** The console has no private door: it uses the API as everybody else does (ADR 0031). */
  private static final Set<String> OF_THE_CONSOLE = Set.of("client", "chassis");

  /** Modules of {@code providers/}. */
  static final Set<String> PROVIDERS = Set.of("provider", "aws", "rds", "switchboard");

  /** Services meet in the contracts, on Kafka: nowhere else (ADR 0001). */
  public static final ArchRule SERVICES_MEET_IN_CONTRACTS =
      classes()
          .that(describe("are of a service", type -> SERVICES.contains(module(type))))
          .should(
              SeesOnly.modules(
                  "itself, contracts, chassis and relay; the executor also what providers are;"
                      + " the console the client and the chassis alone",
                  Boundaries::serviceMaySee))
          .because("services meet in the contracts, and the engine finds providers at run time");

  /** A provider is asked by the engine, and never asks it (ADR 0023). */
  public static final ArchRule PROVIDERS_SEE_NO_SERVICE =
      classes()
          .that(describe("are of a provider", type -> PROVIDERS.contains(module(type))))
          .should(
              SeesOnly.modules(
                  "itself, contracts, and what providers have in common",
                  Boundaries::providerMaySee))
          .because("the engine knows no service, and no provider knows the engine");

  /** What every service stands on knows none of them, nor the hop. */
  public static final ArchRule CHASSIS_SEES_CONTRACTS_ALONE =
      classes()
          .that()
          .resideInAPackage("dev.countersign.chassis..")
          .should(
              SeesOnly.modules(
                  "itself and contracts",
                  (from, to) -> to.equals("chassis") || to.equals("contracts")))
          .because("a service that has no hop stands on it, too");

  /** The relay knows events, and no service that uses it. */
  public static final ArchRule RELAY_SEES_CONTRACTS_AND_CHASSIS =
      classes()
          .that()
          .resideInAPackage("dev.countersign.relay..")
          .should(
              SeesOnly.modules(
                  "itself, chassis and contracts",
                  (from, to) -> Set.of("relay", "chassis", "contracts").contains(to)))
          .because("the hop is the same for everyone");

  /** The vocabulary knows nobody who speaks it. */
  public static final ArchRule CONTRACTS_SEE_NOBODY =
      classes()
          .that()
          .resideInAPackage("dev.countersign.contracts..")
          .should(SeesOnly.modules("itself", (from, to) -> to.equals("contracts")))
          .because("everyone depends on the vocabulary");

  /** An oracle that shares code with what it judges would share its mistakes (ADR 0010). */
  public static final ArchRule SIMULATOR_SEES_NOBODY =
      classes()
          .that()
          .resideInAPackage("dev.countersign.simulator..")
          .should(SeesOnly.modules("itself", (from, to) -> to.equals("simulator")))
          .because("the simulator is the oracle of every crash test");

  /** One key each: AWS is reached from few packages, and none of them decides anything. */
  public static final ArchRule AWS_ONLY_WHERE_IT_IS_REACHED =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "dev.countersign.aws..", "dev.countersign.executor.aws..", "dev.countersign.*.sdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("software.amazon.awssdk..")
          .because("everything that can change a resource is in few places (promise 7)");

  /** An event that did not go through the outbox could be lost, or sent without its cause. */
  public static final ArchRule ONLY_THE_RELAY_PUBLISHES =
      noClasses()
          .that(describe("are of a service, but not its ledger's", Boundaries::mustNotPublish))
          .should()
          .dependOnClassesThat(describe("publish to Kafka", Boundaries::publishes))
          .because("what is published was committed first (ADR 0004)");

  /** Whoever asks what would happen must not be able to make it happen (ADR 0026). */
  public static final ArchRule PREVIEWS_CANNOT_ACT =
      noClasses()
          .that()
          .resideInAPackage("dev.countersign.executor.preview..")
          .should()
          .dependOnClassesThat(describe("act, or keep records", Boundaries::acts))
          .orShould()
          .callMethodWhere(
              describe(
                  "open a session for a call, or make it",
                  call ->
                      call.getTargetOwner().getSimpleName().equals("Cloud")
                          && Set.of("open", "call").contains(call.getTarget().getName())))
          .because("a preview looks, and does nothing else");

  /** A package that needs its own user cannot be read, or moved, alone. */
  public static final ArchRule NO_CYCLES =
      slices()
          .matching("dev.countersign.(**)")
          .should()
          .beFreeOfCycles()
          // An event carries a signed approval, and an approval carries the request it approves.
          .ignoreDependency(
              resideInAPackage("dev.countersign.contracts.decision"),
              resideInAPackage("dev.countersign.contracts.event"))
          .because("packages that need each other are one package");

  static List<ArchRule> all() {
    return List.of(
        SERVICES_MEET_IN_CONTRACTS,
        CHASSIS_SEES_CONTRACTS_ALONE,
        RELAY_SEES_CONTRACTS_AND_CHASSIS,
        CONTRACTS_SEE_NOBODY,
        SIMULATOR_SEES_NOBODY,
        PROVIDERS_SEE_NO_SERVICE,
        AWS_ONLY_WHERE_IT_IS_REACHED,
        ONLY_THE_RELAY_PUBLISHES,
        PREVIEWS_CANNOT_ACT,
        NO_CYCLES);
  }

  /** The module that a class of ours belongs to; empty for everyone else's. */
  static String module(JavaClass type) {
    var name = type.getBaseComponentType().getPackageName();
    if (!name.startsWith(OURS)) {
      return "";
    }
    var rest = name.substring(OURS.length());
    var dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }

  private static boolean serviceMaySee(String from, String to) {
    if (from.equals("console")) {
      return to.equals(from) || OF_THE_CONSOLE.contains(to);
    }
    return to.equals(from)
        || SHARED.contains(to)
        || from.equals("executor") && OF_PROVIDERS.contains(to);
  }

  private static boolean providerMaySee(String from, String to) {
    return to.equals(from)
        || to.equals("contracts")
        || to.equals("provider")
        || to.equals("aws") && !from.equals("provider");
  }

  private static boolean mustNotPublish(JavaClass type) {
    // The ledger's acknowledgements say what is already durable; they need no outbox.
    return SERVICES.contains(module(type))
        && !type.getPackageName().startsWith("dev.countersign.audit");
  }

  private static boolean acts(JavaClass seen) {
    var packageName = seen.getPackageName();
    return packageName.equals("dev.countersign.executor.aws")
        || packageName.equals("dev.countersign.executor.records")
        || packageName.equals("dev.countersign.executor.execution")
            && !seen.getSimpleName().equals("SignedOrders");
  }

  private static boolean publishes(JavaClass seen) {
    var name = seen.getFullName();
    return name.startsWith("org.apache.kafka.clients.producer.")
        || name.equals("org.eclipse.microprofile.reactive.messaging.Outgoing")
        || name.equals("org.eclipse.microprofile.reactive.messaging.Emitter")
        || name.equals("io.smallrye.reactive.messaging.MutinyEmitter");
  }

  private Boundaries() {}
}
