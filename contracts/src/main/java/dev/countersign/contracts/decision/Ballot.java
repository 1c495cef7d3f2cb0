package dev.countersign.contracts.decision;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.ResourceKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a vote says yes to. A vote names the ballot's hash: once something in here has changed,
 * there is another ballot, and no earlier vote counts for it.
 *
 * @param round counts the ballots of one operation from 1, so that a ballot that is as an earlier
 *     one was (a class that was changed and changed back) is not taken for it
 * @param requestHash {@link RequestHash} of the request
 * @param resource the resource that it is about
 * @param arn its ARN, which says its name
 * @param instanceClass for example {@code db.t4g.medium}; null for what has none
 * @param classification the environment, and what it was concluded from
 * @param quorum who has to agree, all of it by different people
 * @param rules the ids of the approval rules that ask for it
 * @param rulesVersion SHA-256 of rules and settings, hex
 */
public record Ballot(
    String operationId,
    int round,
    String requestHash,
    ResourceKey resource,
    String arn,
    @Nullable String instanceClass,
    Classification classification,
    List<Need> quorum,
    List<String> rules,
    String rulesVersion) {
  public Ballot {
    quorum = List.copyOf(quorum);
    rules = List.copyOf(rules);
  }

  /** What votes on it have to name: SHA-256 of its canonical JSON, hex. */
  public String hash() {
    return RequestHash.sha256(Json.bytes(this));
  }

  /** The same in another round. */
  public Ballot inRound(int another) {
    return new Ballot(
        operationId,
        another,
        requestHash,
        resource,
        arn,
        instanceClass,
        classification,
        quorum,
        rules,
        rulesVersion);
  }
}
