package dev.countersign.contracts.decision;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What policy signs. The executor acts on nothing else. */
public sealed interface DecisionStatement {

  /** The media type inside the {@link Envelope}; it says which statement the payload is. */
  String payloadType();

  /**
   * This request, exactly, may be carried out once.
   *
   * @param request all of it, so that the executor needs no other source
   * @param requestHash {@link RequestHash} of the request
   * @param resource must equal the request's, and what the executor finds on RDS
   * @param classification what the decision was made for
   * @param rules the ids of the rules that decided
   * @param rulesVersion SHA-256 of rules and settings, hex
   * @param expiresAt not to be started after
   * @param approvers the people who agreed, none of them the requester; null where no rule asks for
   *     anybody
   * @param skipped the approval rules and freezes that a break-glass skips, and the freezes that
   *     are overridden; null where there are none
   * @param instanceClass what the people who agreed were shown; the resource must have it when the
   *     operation starts. Null where nobody had to agree, and for what has none
   */
  record Approval(
      OperationRequested request,
      String requestHash,
      ResourceKey resource,
      Classification classification,
      List<String> rules,
      String rulesVersion,
      Instant decidedAt,
      Instant expiresAt,
      @Nullable List<Approver> approvers,
      @Nullable List<String> skipped,
      @Nullable String instanceClass)
      implements DecisionStatement {
    /** The media type of a signed approval. */
    public static final String TYPE = "application/vnd.countersign.approval.v1+json";

    public Approval {
      rules = List.copyOf(rules);
      approvers = approvers == null ? null : List.copyOf(approvers);
      skipped = skipped == null ? null : List.copyOf(skipped);
    }

    /** The same, to end earlier. */
    public Approval until(Instant end) {
      return new Approval(
          request,
          requestHash,
          resource,
          classification,
          rules,
          rulesVersion,
          decidedAt,
          end,
          approvers,
          skipped,
          instanceClass);
    }

    /** The same, with one thing more that it skips. */
    public Approval skipping(String what) {
      var all = new ArrayList<>(skipped == null ? List.<String>of() : skipped);
      all.add(what);
      return new Approval(
          request,
          requestHash,
          resource,
          classification,
          rules,
          rulesVersion,
          decidedAt,
          expiresAt,
          approvers,
          all,
          instanceClass);
    }

    /** Where nobody had to agree. */
    public Approval(
        OperationRequested request,
        String requestHash,
        ResourceKey resource,
        Classification classification,
        List<String> rules,
        String rulesVersion,
        Instant decidedAt,
        Instant expiresAt) {
      this(
          request,
          requestHash,
          resource,
          classification,
          rules,
          rulesVersion,
          decidedAt,
          expiresAt,
          null,
          null,
          null);
    }

    @Override
    public String payloadType() {
      return TYPE;
    }
  }

  /**
   * This operation shall be stopped, as far as it still can be.
   *
   * @param resource the operation's resource
   * @param cancelledBy the subject of whoever asked
   */
  record Cancellation(
      String operationId,
      ResourceKey resource,
      String cancelledBy,
      @Nullable String reason,
      Instant decidedAt)
      implements DecisionStatement {
    /** The media type of a signed cancellation. */
    public static final String TYPE = "application/vnd.countersign.cancellation.v1+json";

    @Override
    public String payloadType() {
      return TYPE;
    }
  }

  /**
   * What became of this indeterminate operation, as a person found out.
   *
   * @param resource the operation's resource
   * @param outcome {@code happened} or {@code did-not-happen}
   * @param resolvedBy the subject of whoever found out
   * @param comment how they know
   */
  record Resolution(
      String operationId,
      ResourceKey resource,
      String outcome,
      String resolvedBy,
      String comment,
      Instant decidedAt)
      implements DecisionStatement {
    /** The media type of a signed resolution. */
    public static final String TYPE = "application/vnd.countersign.resolution.v1+json";

    @Override
    public String payloadType() {
      return TYPE;
    }
  }
}
