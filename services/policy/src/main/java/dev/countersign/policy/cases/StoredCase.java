package dev.countersign.policy.cases;

import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.Review;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is in the database, and its resource.
 *
 * @param sequence of the last event about it; 0 before the first
 * @param version 0 when there is no row yet
 * @param trace what the answer to the request hangs together with; null when there is no row yet
 * @param resource null when it is not known
 * @param cluster the one that the resource is a member of; null for none, and when it is not known
 * @param review of the operation's own break-glass; null where it used none
 * @param openReview another operation whose review binds its requester; null for none
 */
record StoredCase(
    String operationId,
    ResourceKey resourceKey,
    CaseState state,
    long sequence,
    long version,
    @Nullable Trace trace,
    @Nullable Resource resource,
    @Nullable Cluster cluster,
    @Nullable Review review,
    @Nullable String openReview) {}
