package dev.countersign.workbench.replay;

import dev.countersign.client.Ledger;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.contracts.event.DecisionEvent;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the decisions of the past from the ledger, with the facts as they were then. */
final class Past {
  private static final List<String> DECISIONS =
      List.of(
          "dev.countersign.operation.approved.v1",
          "dev.countersign.operation.rejected.v1",
          "dev.countersign.operation.held.v1",
          "dev.countersign.operation.approval-required.v1",
          "dev.countersign.operation.approval-expired.v1");
  private static final String OBSERVED = "dev.countersign.resource.observed.v1";

  /**
   * All of a time.
   *
   * @param passed those that cannot be decided anew
   */
  record Read(List<PastDecision> decisions, List<Passed> passed) {}

  /** An event with its time. */
  private record Said(EventData data, Instant at) {}

  private final Ledger ledger;
  private final Map<String, List<Resource>> sightings = new HashMap<>();

  Past(Ledger ledger) {
    this.ledger = ledger;
  }

  Read since(Instant from) {
    // An operation's events are read as a whole: a vote may be older than what it led to.
    var operations = new LinkedHashSet<String>();
    for (var type : DECISIONS) {
      ledger
          .entries(question(null, null, type, from))
          .forEach(entry -> operations.add(entry.attribute("subject")));
    }
    var decisions = new ArrayList<PastDecision>();
    var passed = new ArrayList<Passed>();
    for (var operation : operations) {
      try {
        decision(operation, passed).ifPresent(decisions::add);
      } catch (UnreadableJson e) {
        passed.add(new Passed(operation, "this version cannot read its events"));
      }
    }
    return new Read(decisions, passed);
  }

  private Optional<PastDecision> decision(String operation, List<Passed> passed) {
    OperationRequested request = null;
    Instant decidedAt = null;
    var recorded = new ArrayList<Recorded>();
    var votes = new ArrayList<VoteCast>();
    for (var said :
        ledger.entries(question(operation, null, null, null)).flatMap(this::said).toList()) {
      switch (said.data()) {
        case OperationRequested asked -> request = asked;
        case ApprovalVoted vote -> votes.add(cast(vote));
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
      passed.add(new Passed(operation, "its request is not in the ledger"));
      return Optional.empty();
    }
    if (!Decided.byRules(recorded.getFirst())) {
      passed.add(new Passed(operation, recorded.getFirst().words() + " is no rule's to say"));
      return Optional.empty();
    }
    var resource = resource(request.resource(), decidedAt);
    if (resource == null) {
      passed.add(new Passed(operation, "what its resource was then is not in the ledger"));
      return Optional.empty();
    }
    return Optional.of(
        new PastDecision(
            request,
            new Known(resource, cluster(resource, decidedAt)),
            decidedAt,
            votes,
            Decided.whole(recorded)));
  }

  private static VoteCast cast(ApprovalVoted vote) {
    return new VoteCast(vote.requester(), vote.verdict(), vote.comment(), vote.votedAt());
  }

  /** As it was last seen before. */
  private @Nullable Resource resource(ResourceKey key, Instant at) {
    return last(key.toString(), at, seen -> seen.key().equals(key));
  }

  /** The one that it was a member of; null for none, and where that is not in the ledger. */
  private @Nullable Cluster cluster(Resource member, Instant at) {
    var name = member.cluster();
    var place = member.key().account() + ':' + member.key().region() + ':';
    return name != null
            && last(
                    place + name,
                    at,
                    seen ->
                        seen instanceof Cluster
                            && seen.identifier().equals(name)
                            && seen.key().toString().startsWith(place))
                instanceof Cluster cluster
        ? cluster
        : null;
  }

  private @Nullable Resource last(String called, Instant at, Predicate<Resource> which) {
    return sightings.computeIfAbsent(called, this::sightings).stream()
        .filter(which)
        .filter(seen -> !seen.observedAt().isAfter(at))
        .reduce((_, later) -> later)
        .orElse(null);
  }

  private List<Resource> sightings(String called) {
    return ledger
        .entries(question(null, called, OBSERVED, null))
        .flatMap(this::said)
        .map(Said::data)
        .filter(ResourceObserved.class::isInstance)
        .map(seen -> ((ResourceObserved) seen).resource())
        .toList();
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
