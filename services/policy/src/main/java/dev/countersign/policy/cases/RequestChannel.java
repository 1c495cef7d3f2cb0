package dev.countersign.policy.cases;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.cases.CaseCommand;
import dev.countersign.policy.core.cases.CaseCommand.Cancel;
import dev.countersign.policy.core.cases.CaseCommand.CloseReview;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Resolve;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.evidence.Vouching;
import dev.countersign.policy.settings.Announcements;
import dev.countersign.policy.settings.RulebookInForce;
import dev.countersign.relay.EventHandler;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Listens to what is asked for. */
@ApplicationScoped
public class RequestChannel implements EventHandler {
  private static final Logger LOG = Logger.getLogger(RequestChannel.class);

  private static final Duration ANNOUNCING = Duration.ofSeconds(10);

  private final Hop hop;
  private final Vouching vouching;
  private final CaseDesk desk;
  private final Pruning pruning;
  private final Clock clock;
  private final RulebookInForce rulebook;
  private final Announcements announcements;

  @Inject
  RequestChannel(
      Hop hop,
      Vouching vouching,
      CaseDesk desk,
      Pruning pruning,
      Clock clock,
      RulebookInForce rulebook,
      Announcements announcements) {
    this.hop = hop;
    this.vouching = vouching;
    this.desk = desk;
    this.pruning = pruning;
    this.clock = clock;
    this.rulebook = rulebook;
    this.announcements = announcements;
  }

  @Incoming("requests")
  Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    rulebook.refreshed();
    // Rules are announced before a decision is made by them. Where that fails, the decisions will
    // find out about the database for themselves, and wait for it.
    return announcements
        .publish()
        .ifNoItem()
        .after(ANNOUNCING)
        .fail()
        .onFailure()
        .recoverWithNull()
        .chain(() -> hop.receive("policy-requests", batch, this));
  }

  @Override
  public Uni<HopStatement> handle(Look look, Event event) {
    // First of all, so that it is counted and logged however late it comes.
    var doubted =
        event.data() instanceof RequestEvent said && vouching.doubt(event, said).isPresent();
    if (event.data() instanceof OperationRequested request
        && pruning.retention().forgotten(request, clock.instant())) {
      LOG.warnf(
          "a request of %s comes too late for any answer and is passed over: operation_id=%s",
          request.requestedAt(), request.operationId());
      return Uni.createFrom().item(HopStatement.nothing());
    }
    if (doubted && event.data() instanceof RequestEvent request) {
      return change(
          look,
          event,
          request.operationId(),
          request.resource(),
          _ -> new CaseCommand.Unproven(request));
    }
    return switch (event.data()) {
      case OperationRequested request ->
          change(
              look,
              event,
              request.operationId(),
              request.resource(),
              stored -> new Open(request, stored.resource(), stored.cluster()));
      case CancelRequested wish ->
          change(
              look,
              event,
              wish.operationId(),
              wish.resource(),
              stored -> new Cancel(wish, stored.resource(), stored.cluster()));
      case ResolutionRequested finding ->
          change(
              look,
              event,
              finding.operationId(),
              finding.resource(),
              stored -> new Resolve(finding, stored.resource(), stored.cluster()));
      case ApprovalVoted vote ->
          change(
              look,
              event,
              vote.operationId(),
              vote.resource(),
              stored -> new Vote(vote, stored.resource(), stored.cluster()));
      case ReviewSubmitted said ->
          change(
              look,
              event,
              said.operationId(),
              said.resource(),
              stored ->
                  new CloseReview(said, stored.review(), stored.resource(), stored.cluster()));
      default -> Uni.createFrom().item(HopStatement.nothing());
    };
  }

  private Uni<HopStatement> change(
      Look look,
      Event event,
      String operationId,
      ResourceKey resource,
      Function<StoredCase, CaseCommand> command) {
    var person = event.data() instanceof RequestEvent said ? said.requester().subject() : "";
    return CaseStore.find(look.sql(), operationId, resource, person)
        .map(stored -> desk.apply(stored, command.apply(stored), Trace.causedBy(event)));
  }
}
