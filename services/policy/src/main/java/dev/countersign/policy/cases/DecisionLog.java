package dev.countersign.policy.cases;

import dev.countersign.chassis.telemetry.LogContext;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.DecisionEvent;
import dev.countersign.contracts.event.DecisionEvent.ApprovalExpired;
import dev.countersign.contracts.event.DecisionEvent.ApprovalReminded;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.CancelRefused;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionRefused;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.DecisionEvent.ReviewRefused;
import dev.countersign.contracts.event.DecisionEvent.VoteCounted;
import dev.countersign.contracts.event.DecisionEvent.VoteRefused;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Trace;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.cases.Step;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells operators what was decided, after it was committed. Whatever concerns production is a
 * warning, with everything that one needs to look into it.
 */
@Singleton
class DecisionLog {
  private static final Logger LOG = Logger.getLogger(DecisionLog.class);

  private static final String BREAK_GLASS = "countersign.policy.break.glass";
  private final MeterRegistry metrics;

  @Inject
  DecisionLog(MeterRegistry metrics) {
    this.metrics = metrics;
    // From the start: an alert on a counter that is not there would miss the first.
    metrics.counter(BREAK_GLASS);
  }

  void write(Step step, DecisionEvent data, Trace trace) {
    LogContext.run(trace.correlationId(), data.operationId(), () -> told(step, data, trace));
  }

  private void told(Step step, DecisionEvent data, Trace trace) {
    var request = OperationCase.request(step.next());
    switch (data) {
      case OperationApproved approved ->
          decided(
              "approved",
              "permitted",
              request,
              approved.classification(),
              approved.rules(),
              approved.rulesVersion(),
              trace);
      case OperationRejected rejected ->
          decided(
              "rejected",
              rejected.code(),
              request,
              rejected.classification(),
              rejected.rules(),
              rejected.rulesVersion(),
              trace);
      case OperationHeld held ->
          decided(
              "held",
              held.code(),
              request,
              held.classification(),
              held.rules(),
              held.rulesVersion(),
              trace);
      case CancelRefused refused ->
          LOG.infof(
              "cancel refused: operation_id=%s code=%s correlation_id=%s",
              refused.operationId(), refused.code(), trace.correlationId());
      case ResolutionApproved approved ->
          LOG.warnf(
              "resolved: operation_id=%s outcome=%s resolved_by=%s correlation_id=%s",
              approved.operationId(),
              approved.outcome(),
              approved.resolvedBy(),
              trace.correlationId());
      case ResolutionRefused refused ->
          LOG.infof(
              "resolution refused: operation_id=%s code=%s correlation_id=%s",
              refused.operationId(), refused.code(), trace.correlationId());
      case CancelApproved approved ->
          LOG.infof(
              "cancel approved: operation_id=%s correlation_id=%s",
              approved.operationId(), trace.correlationId());
      case ApprovalRequired required -> asked(required, request, trace);
      case ApprovalExpired _ ->
          decided("expired", "approval-expired", request, null, List.of(), "", trace);
      case VoteCounted vote ->
          LOG.infof(
              "vote counted: operation_id=%s voter=%s verdict=%s missing=%s correlation_id=%s",
              vote.operationId(),
              vote.voter(),
              vote.verdict().wireName(),
              vote.missing(),
              trace.correlationId());
      case ApprovalReminded reminder ->
          LOG.infof(
              "approval %s: operation_id=%s missing=%s groups=%s expires_at=%s correlation_id=%s",
              reminder.escalated() ? "escalated" : "reminded",
              reminder.operationId(),
              reminder.missing(),
              reminder.groups(),
              reminder.expiresAt(),
              trace.correlationId());
      case BreakGlassUsed use -> {
        metrics.counter(BREAK_GLASS).increment();
        LOG.warnf(
            "break-glass used: operation_id=%s used_by=%s skipped=%s correlation_id=%s",
            use.operationId(), use.usedBy(), use.skipped(), trace.correlationId());
      }
      case ReviewClosed closed ->
          LOG.warnf(
              "review closed: operation_id=%s used_by=%s closed_by=%s correlation_id=%s",
              closed.operationId(), closed.usedBy(), closed.closedBy(), trace.correlationId());
      case ReviewRefused refused ->
          LOG.infof(
              "review refused: operation_id=%s reviewer=%s code=%s correlation_id=%s",
              refused.operationId(), refused.reviewer(), refused.code(), trace.correlationId());
      case VoteRefused vote ->
          LOG.infof(
              "vote refused: operation_id=%s voter=%s code=%s correlation_id=%s",
              vote.operationId(), vote.voter(), vote.code(), trace.correlationId());
    }
  }

  private static void asked(
      ApprovalRequired required, @Nullable OperationRequested request, Trace trace) {
    var changed = required.changed();
    LOG.warnf(
        "approval required%s: operation_id=%s operation=%s instance=%s environment=%s quorum=%s"
            + " rules=%s expires_at=%s correlation_id=%s",
        changed == null ? "" : " again, what was voted on has changed: " + changed,
        required.operationId(),
        request == null ? "" : request.operation(),
        required.ballot().resource(),
        required.ballot().classification().environment().wireName(),
        required.ballot().quorum(),
        required.ballot().rules(),
        required.expiresAt(),
        trace.correlationId());
  }

  private void decided(
      String outcome,
      String code,
      @Nullable OperationRequested request,
      @Nullable Classification classification,
      List<String> rules,
      String rulesVersion,
      Trace trace) {
    var environment = classification == null ? "unknown" : classification.environment().wireName();
    metrics
        .counter(
            "countersign.policy.decisions",
            "outcome",
            outcome,
            "code",
            code,
            "environment",
            environment)
        .increment();
    if (request != null) {
      LOG.logf(
          production(classification) ? Logger.Level.WARN : Logger.Level.INFO,
          "%s: code=%s operation_id=%s operation=%s instance=%s identifier=%s environment=%s"
              + " classified_by=%s requester=%s groups=%s rules=%s rules_version=%s"
              + " correlation_id=%s",
          outcome,
          code,
          request.operationId(),
          request.operation(),
          request.resource(),
          classification == null ? request.resourceIdentifier() : classification.identifier(),
          environment,
          classification == null
              ? "nothing"
              : classification.method() + " (" + classification.matched() + ')',
          request.requester().subject(),
          request.requester().groups(),
          rules,
          rulesVersion,
          trace.correlationId());
    }
  }

  private static boolean production(@Nullable Classification classification) {
    return classification != null && classification.environment() == Environment.PRODUCTION;
  }
}
