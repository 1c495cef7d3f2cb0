package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulated.Chance;
import dev.countersign.chaos.simulated.Timeline;
import dev.countersign.chaos.simulated.Wire;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.execution.MemoryRecords;
import dev.countersign.executor.execution.Standing;
import dev.countersign.provider.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Everything of one run: time, RDS, the database, policy, the bus, and the processes. */
final class World {
  static final Place PLACE = new Place("111122223333", "eu-central-1");
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();
  private static final int PROCESSES = 2;
  private static final double LOSSES = 0.012;
  private static final Duration LATEST_DISCOVERY = Duration.ofMinutes(12);

  final OperationCatalogue catalogue = CATALOGUE;
  final Timeline timeline = new Timeline();
  final Chance chance;
  final Plant plant;
  final boolean peaceful;
  final SimulatedRds rds;
  final MemoryRecords records = new MemoryRecords(timeline::time);
  final Wire wire;
  final Policy policy;
  final Duration lease;
  final Duration pollInterval = Duration.ofSeconds(30);
  final Limits limits;

  /** How long a call takes at the present pace of AWS. */
  Duration pace = Duration.ofMillis(20);

  /** What the shell wanted to be told with each change that it wanted to be stored. */
  final Map<Standing, Set<List<StatusEvent>>> reports = new HashMap<>();

  private final List<Process> processes = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private int started;

  /**
   * @param peaceful whether nothing goes wrong in it from the beginning
   */
  World(long seed, Plant plant, boolean peaceful) {
    this.chance = new Chance(seed);
    this.peaceful = peaceful;
    if (peaceful) {
      chance.endTrouble();
    }
    this.plant = plant;
    this.rds = new SimulatedRds(timeline, chance);
    this.wire = new Wire(timeline, chance, LOSSES);
    this.policy = new Policy(this);
    this.lease = Duration.ofSeconds(seed % 4 == 0 ? 5 : 20);
    this.limits = seed % 3 == 0 ? new Limits(null, null, 1) : Limits.NONE;
    for (var i = 0; i < PROCESSES; i++) {
      begin();
    }
    rds.resources().forEach(this::discover);
  }

  /** Discovery puts each on record at its own time. */
  private void discover(SimulatedResource resource) {
    var memberOf = resource instanceof SimulatedInstance instance ? instance.cluster : null;
    timeline.in(
        peaceful ? Duration.ZERO : chance.rarelyUpTo(LATEST_DISCOVERY),
        () -> records.discovered(resource.key, resource.identifier, memberOf));
  }

  private void begin() {
    processes.add(new Process(this, "process-" + started++));
  }

  /** One has ended: somebody starts it again. */
  void replace() {
    timeline.in(Duration.ofSeconds(1 + chance.below(30)), this::begin);
  }

  Process one() {
    return processes.get(processes.size() - 1 - chance.below(PROCESSES));
  }

  /** The bus delivers at least once, to whom it likes. */
  void publish(Event decision) {
    var acknowledged = new boolean[1];
    one().deliver(decision, () -> acknowledged[0] = true);
    timeline.in(
        Duration.ofSeconds(20 + chance.below(200)),
        () -> {
          if (!acknowledged[0] || chance.strikes(0.25)) {
            publish(decision);
          }
        });
  }

  SimulatedResource resource(String operationId) {
    var approval = policy.approvals.get(operationId);
    return rds.resources().stream()
        .filter(each -> approval != null && each.key.equals(approval.resource()))
        .findFirst()
        .orElseThrow();
  }

  /** Something that must never happen. */
  void wrong(String what) {
    wrong.add(what);
  }

  List<String> wrong() {
    return wrong;
  }

  void trace(String line) {
    trace.add(timeline.time() + " " + line);
  }

  List<String> traced() {
    return trace;
  }
}
