package dev.countersign.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.chaos.judgement.Count;
import dev.countersign.chaos.judgement.Events;
import dev.countersign.chaos.judgement.Findings;
import dev.countersign.chaos.judgement.Judge;
import dev.countersign.chaos.judgement.Material;
import dev.countersign.chaos.judgement.Sequences;
import dev.countersign.client.Countersign;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.Status;
import dev.countersign.embedded.LedgerProof;
import dev.countersign.embedded.Simulator;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** When everything is over: gathers what the run has left behind, and has it judged. */
final class Aftermath {
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(60);

  private final Countersign api;
  private final Simulator simulator;
  private final Judge judge;
  private final PrintStream out;

  Aftermath(Countersign api, Simulator simulator, Judge judge, PrintStream out) {
    this.api = api;
    this.simulator = simulator;
    this.judge = judge;
    this.out = out;
  }

  Verdict of(Load load, Map<String, Status> ended, Injected injected, long seed) throws Exception {
    var material = material(load, ended);
    var faults = new ArrayList<>(load.notAccepted());
    faults.addAll(Sequences.faults(material.entries()));
    faults.addAll(unproven(material.entries()));
    faults.forEach(out::println);
    var findings = judge.judge(material);
    tell(findings, material);
    return Verdict.of(
        findings,
        load.accepted().size(),
        injected.kills(),
        injected.counted(material.effects()),
        seed,
        faults.isEmpty());
  }

  private Material material(Load load, Map<String, Status> ended) throws Exception {
    var entries = whole(load.accepted().keySet());
    return new Material(load.accepted(), ended, entries, simulator.effects());
  }

  /** All entries, when the ledger has heard of every end, or is not going to. */
  private List<LedgerEntry> whole(Set<String> accepted) throws Exception {
    var end = System.nanoTime() + LEDGER_PATIENCE.toNanos();
    while (true) {
      var entries = api.ledger().entries(LedgerQuestion.any()).toList();
      var over =
          entries.stream()
              .filter(Events::isTerminal)
              .map(entry -> entry.attribute("subject"))
              .collect(Collectors.toSet());
      if (over.containsAll(accepted) || System.nanoTime() - end > 0) {
        return entries;
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private List<String> unproven(List<LedgerEntry> entries) {
    try {
      var proof = LedgerProof.of(api.ledger());
      out.println("The ledger's " + proof.size() + " entries hash to its signed root.");
      return proof.size() < entries.size()
          ? List.of("the checkpoint is behind what was read")
          : List.of();
    } catch (Exception notProven) {
      return List.of("the ledger does not prove itself: " + notProven);
    }
  }

  private void tell(Findings findings, Material material) {
    var events = material.events();
    var effects = material.effectsByOperation();
    for (var count : Count.values()) {
      for (var id : count.isWrong() ? findings.of(count) : Set.<String>of()) {
        out.println(count.title() + ": " + id + ' ' + material.accepted().get(id));
        events.getOrDefault(id, List.of()).forEach(e -> out.println("    " + shown(e)));
        effects.getOrDefault(id, List.of()).forEach(e -> out.println("    effect " + e));
      }
    }
  }

  private static String shown(LedgerEntry event) {
    var data = event.data().deepCopy();
    if (data instanceof ObjectNode object) {
      object.remove(List.of("envelope", "rules_version"));
    }
    return event.attribute("time") + ' ' + event.attribute("type") + ' ' + data;
  }
}
