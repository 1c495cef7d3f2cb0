package dev.countersign.workbench.replay;

import dev.countersign.client.Ledger;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.workbench.judging.VoteCast;
import dev.countersign.workbench.replay.PastDecision.Passed;
import dev.countersign.workbench.replay.PastDecision.Recorded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decisions of the past from the ledger, with the facts as they were then: one after the
 * other, so that a long time takes no more memory than a short one.
 */
final class Past {
  private static final List<String> DECISIONS =
      List.of(
          "dev.countersign.operation.approved.v1",
          "dev.countersign.operation.rejected.v1",
          "dev.countersign.operation.held.v1",
          "dev.countersign.operation.approval-required.v1",
          "dev.countersign.operation.approval-expired.v1");
  private static final String OBSERVED = "dev.countersign.resource.observed.v1";

  /** Some tens of megabytes. */
  private static final int ROOM = 10_000;

  /** What a member says of its cluster. */
  private record ClusterName(String account, String region, String identifier) {}

  /** An event with its time. */
  private record Said(EventData data, Instant at) {}

  private final Ledger ledger;
  private final Instant from;
  private final Sightings<ResourceKey> sightings;
  private final Sightings<ClusterName> clusters;

  /**
   * @param from what was decided before is left out
   */
  Past(Ledger ledger, Instant from) {
    this.ledger = ledger;
    this.from = from;
    this.sightings = new Sightings<>(this::seen, from, ROOM);
    this.clusters = new Sightings<>(this::seen, from, ROOM);
  }

  /**
   * Reads all of them.
   *
   * @param passed told of those that cannot be decided anew
   */
  void read(Consumer<PastDecision> decided, Consumer<Passed> passed) {
    for (var type : DECISIONS) {
      ledger
          .entries(question(null, null, type, from))
          .forEach(entry -> decision(entry, passed).ifPresent(decided));
    }
  }

  /**
   * An operation's events are read as a whole: a vote may be older than what it led to. Where it
   * was decided several times, that is done once.
   */
  private Optional<PastDecision> decision(LedgerEntry entry, Consumer<Passed> passed) {
    var operation = entry.attribute("subject");
    var events = ledger.entries(question(operation, null, null, null)).toList();
    if (!isFirst(entry, events)) {
      return Optional.empty();
    }
    try {
      return decision(operation, events.stream().flatMap(this::said).toList(), passed);
    } catch (UnreadableJson e) {
      passed.accept(new Passed(operation, "this version cannot read its events"));
      return Optional.empty();
    }
  }

  /** Of the decisions on its operation that are not left out. */
  private boolean isFirst(LedgerEntry decision, List<LedgerEntry> events) {
    return events.stream()
        .filter(event -> DECISIONS.contains(event.attribute("type")))
        .filter(event -> !Instant.parse(event.attribute("time")).isBefore(from))
        .findFirst()
        .filter(first -> first.index() == decision.index())
        .isPresent();
  }

  private Optional<PastDecision> decision(
      String operation, List<Said> events, Consumer<Passed> passed) {
    OperationRequested request = null;
    Instant decidedAt = null;
    var recorded = new ArrayList<Recorded>();
    for (var said : events) {
      switch (said.data()) {
        case OperationRequested asked -> request = asked;
        case DecisionEvent event -> {
          var decided = Decided.of(event);
          if (decided != null) {
            decidedAt = decidedAt == null ? said.at() : decidedAt;
            recorded.add(decided);
          }
        }
        default -> {}
      }
    }
    if (request == null || decidedAt == null || recorded.isEmpty()) {
      passed.accept(new Passed(operation, "its request is not in the ledger"));
      return Optional.empty();
    }
    if (!Decided.byRules(recorded.getFirst())) {
      passed.accept(new Passed(operation, recorded.getFirst().words() + " is no rule's to say"));
      return Optional.empty();
    }
    var resource = sightings.at(request.resource(), decidedAt);
    if (resource == null) {
      passed.accept(new Passed(operation, "what its resource was then is not in the ledger"));
      return Optional.empty();
    }
    return Optional.of(
        new PastDecision(
            request,
            new Known(resource, cluster(resource, decidedAt)),
            decidedAt,
            votes(events),
            Decided.whole(recorded)));
  }

  /** Those that came in time. Whoever voted on what had expired did not decide anything. */
  private static List<VoteCast> votes(List<Said> events) {
    var until = new HashMap<String, Instant>();
    events.forEach(said -> {
      if (said.data() instanceof ApprovalRequired asked) {
        until.put(asked.ballotHash(), asked.expiresAt());
      }
    });
    return events.stream()
        .map(Said::data)
        .filter(ApprovalVoted.class::isInstance)
        .map(ApprovalVoted.class::cast)
        .filter(vote -> vote.votedAt().isBefore(until.getOrDefault(vote.ballotHash(), Instant.MAX)))
        .map(Past::cast)
        .toList();
  }

  private static VoteCast cast(ApprovalVoted vote) {
    return new VoteCast(vote.requester(), vote.verdict(), vote.comment(), vote.votedAt());
  }

  /** The one that it was a member of; null for none, and where that is not in the ledger. */
  private @Nullable Cluster cluster(Resource member, Instant at) {
    var name = member.cluster();
    return name != null
            && clusters.at(new ClusterName(member.key().account(), member.key().region(), name), at)
                instanceof Cluster cluster
        ? cluster
        : null;
  }

  private Stream<Resource> seen(ResourceKey key) {
    return seen(key.toString()).filter(seen -> seen.key().equals(key));
  }

  private Stream<Resource> seen(ClusterName name) {
    return seen(name.account() + ':' + name.region() + ':' + name.identifier())
        .filter(seen ->
            seen instanceof Cluster
                && seen.identifier().equals(name.identifier())
                && seen.key().account().equals(name.account())
                && seen.key().region().equals(name.region()));
  }

  private Stream<Resource> seen(String called) {
    return ledger
        .entries(question(null, called, OBSERVED, null))
        .flatMap(this::said)
        .map(Said::data)
        .filter(ResourceObserved.class::isInstance)
        .map(seen -> ((ResourceObserved) seen).resource());
  }

  private Stream<Said> said(LedgerEntry entry) {
    var type = EventTypes.find(entry.attribute("type"));
    if (!entry.kind().equals("event") || type.isEmpty()) {
      return Stream.empty();
    }
    var data = Json.read(content(entry), type.get());
    return Stream.of(new Said(data, Instant.parse(entry.attribute("time"))));
  }

  /** What is too large for its entry is beside it. */
  private String content(LedgerEntry entry) {
    return entry.entry().has("data_sha256")
        ? new String(ledger.content(entry.index()), StandardCharsets.UTF_8)
        : entry.data().toString();
  }

  private static LedgerQuestion question(
      @Nullable String operation,
      @Nullable String resource,
      @Nullable String type,
      @Nullable Instant from) {
    return new LedgerQuestion(operation, resource, null, null, type, null, from, null, 1000);
  }
}
