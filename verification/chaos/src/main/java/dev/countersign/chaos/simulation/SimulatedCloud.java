package dev.countersign.chaos.simulation;

import dev.countersign.chaos.simulation.SimulatedRds.Issued;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.rds.looks.Describes;
import dev.countersign.rds.looks.Rounds;
import dev.countersign.rds.operations.InstanceSight.Details;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * RDS and STS as one process reaches them: looks that fail, are behind or are never answered, calls
 * that are lost on their way, late, or answered to nobody. On the wire a call lives on, whatever
 * becomes of the process that sent it.
 */
final class SimulatedCloud implements Cloud, Describes {
  private static final Duration MOST_SKEW = Duration.ofSeconds(5);
  private static final Duration NO_ANSWER = Duration.ofSeconds(25);
  private static final Duration RESET = Duration.ofSeconds(2);
  private static final int LATEST_SECONDS = 1000;
  private static final double PERIL = 0.01;

  /** How probably nobody ever answers. */
  private static final double SILENCE = 0.01;

  private final World world;
  private final Process process;
  private final AwsTime time;
  private final Rounds rounds;

  SimulatedCloud(World world, Process process) {
    this.world = world;
    this.process = process;
    this.time = new AwsTime(MOST_SKEW, process.clock);
    this.rounds = new Rounds(this, process.clock);
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
    process.peril(PERIL);
    return ask(0.04, () -> world.rds.assume(order.operationId(), attempt, expiry));
  }

  @Override
  public CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before) {
    var answer = new CompletableFuture<CallAnswer>();
    var letGo = world.timeline.time();
    process.peril(PERIL);
    var turn = world.chance.rarelyUpTo(world.pace.multipliedBy(4));
    world.timeline.in(
        turn, () -> process.loop.beside(() -> send(session, call, before, letGo, answer)));
    return answer;
  }

  private void send(
      Session session,
      Call call,
      Instant before,
      Instant letGo,
      CompletableFuture<CallAnswer> waiting) {
    process.peril(PERIL);
    if (process.loop.isDead()) {
      return;
    }
    // Nobody ever hears of it, not even that the connection has failed.
    var answer = world.chance.strikes(SILENCE) ? new CompletableFuture<CallAnswer>() : waiting;
    if (!process.clock.instant().isBefore(before)) {
      answer.complete(
          new CallAnswer.Refused(
              Refusal.THROTTLED,
              new Fault("decision-expired", null, null, "Nothing was sent.", "Submit it again.")));
      return;
    }
    var sent = process.clock.instant();
    unanswered(answer, world.chance.strikes(0.02) ? RESET : NO_ANSWER);
    if (world.chance.strikes(0.03)) {
      world.trace(session.name() + " is lost on its way");
      return;
    }
    var way =
        world.chance.strikes(0.05)
            ? Duration.ofSeconds(world.chance.below(LATEST_SECONDS))
            : latency();
    world.timeline.in(way, () -> arrive((Issued) session, call, sent, letGo, answer));
  }

  private void arrive(
      Issued session,
      Call call,
      Instant sent,
      Instant letGo,
      CompletableFuture<CallAnswer> answer) {
    var given = world.rds.call(session, call, letGo);
    world.trace(session.name() + " arrives at RDS: " + given);
    if (given instanceof CallAnswer.Unanswered || world.chance.strikes(0.06)) {
      unanswered(answer, RESET);
    } else {
      answer(answer, given, sent);
    }
  }

  private void unanswered(CompletableFuture<CallAnswer> answer, Duration after) {
    var unanswered = new CallAnswer.Unanswered("the connection failed before an answer came");
    world.timeline.in(after, () -> process.loop.beside(() -> answer.complete(unanswered)));
  }

  @Override
  public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
    return rounds.look(place, watches);
  }

  @Override
  public CompletionStage<Instances> instances(Place place, Map<String, String> identifiers) {
    return instances(0.1, each -> identifiers.containsKey(each.key.id()));
  }

  @Override
  public CompletionStage<Instances> members(Place place, Collection<Cluster> clusters) {
    var names = clusters.stream().map(Cluster::identifier).toList();
    return instances(0.05, each -> each.cluster != null && names.contains(each.cluster));
  }

  private CompletionStage<Instances> instances(double lost, Predicate<SimulatedInstance> which) {
    var ago = world.chance.rarelyUpTo(SimulatedResource.LAG);
    return ask(
        lost,
        () ->
            new Instances(
                world.rds.instances().stream()
                    .filter(which)
                    .map(each -> each.seen(ago))
                    .filter(Objects::nonNull)
                    .map(seen -> new Seen(seen, Details.NONE))
                    .toList(),
                Set.of()));
  }

  @Override
  public CompletionStage<Clusters> clusters(Place place, Map<String, String> identifiers) {
    var ago = world.chance.rarelyUpTo(SimulatedResource.LAG);
    return ask(
        0.05,
        () ->
            new Clusters(
                Stream.ofNullable(world.rds.cluster().seen(ago))
                    .filter(seen -> identifiers.containsKey(seen.key().id()))
                    .map(seen -> new SeenCluster(seen, false))
                    .toList(),
                Set.of()));
  }

  @Override
  public CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids) {
    return snapshots(ids, world.rds.instances());
  }

  @Override
  public CompletionStage<Snapshots> clusterSnapshots(Place place, Collection<String> ids) {
    return snapshots(ids, List.of(world.rds.cluster()));
  }

  private CompletionStage<Snapshots> snapshots(
      Collection<String> ids, List<? extends SimulatedResource> sources) {
    return ask(
        0.02,
        () ->
            new Snapshots(
                sources.stream()
                    .flatMap(each -> ids.stream().distinct().map(each::snapshot))
                    .filter(Objects::nonNull)
                    .toList(),
                true));
  }

  @Override
  public CompletionStage<List<SourcedEvent>> events(
      Place place, Source source, @Nullable String only, long minutes) {
    var sources =
        switch (source) {
          case INSTANCE -> world.rds.instances();
          case CLUSTER -> List.of(world.rds.cluster());
        };
    return ask(
        0.02,
        () -> {
          var oldest = world.rds.now().minus(Duration.ofMinutes(minutes));
          return sources.stream()
              .filter(each -> only == null || only.equals(each.identifier))
              .flatMap(each ->
                  each.events(oldest).stream()
                      .map(event -> new SourcedEvent(each.identifier, event)))
              .toList();
        });
  }

  @Override
  public Duration timeFor(Place place, int calls) {
    return world.pace.multipliedBy(calls);
  }

  @Override
  public AwsTime time() {
    return time;
  }

  @Override
  public String words(Throwable fault) {
    return String.valueOf(fault.getMessage());
  }

  private Duration latency() {
    return world.chance.rarelyUpTo(Duration.ofMillis(800));
  }

  /** Without an effect: it may be lost, and then is never answered by RDS. */
  private <T> CompletionStage<T> ask(double lost, Supplier<? extends T> question) {
    var answer = new CompletableFuture<T>();
    var sent = process.clock.instant();
    if (world.chance.strikes(SILENCE)) {
      return answer;
    }
    if (world.chance.strikes(lost)) {
      var fault = new IllegalStateException("no connection");
      world.timeline.in(
          RESET, () -> process.loop.beside(() -> answer.completeExceptionally(fault)));
    } else {
      world.timeline.in(latency(), () -> answer(answer, question.get(), sent));
    }
    return answer;
  }

  /** With the date of AWS's clock, in whole seconds. */
  private <T> void answer(CompletableFuture<T> waiting, T given, Instant sent) {
    var date = world.rds.now().truncatedTo(ChronoUnit.SECONDS);
    world.timeline.in(
        latency(),
        () ->
            process.loop.beside(() -> {
              time.answered(World.PLACE.region(), sent, date, process.clock.instant());
              waiting.complete(given);
            }));
  }
}
