package dev.countersign.workbench.judging;

import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.Requester;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A vote on whatever is asked at that time. */
public record VoteCast(
    Requester voter, VoteVerdict verdict, @Nullable String comment, Instant at) {}
