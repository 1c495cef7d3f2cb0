package dev.countersign.policy.core.ruling;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.Consequences;
import java.util.Map;

/**
 * All that the rules may look at.
 *
 * @param subject who asks
 * @param operator whether they are in a group that may ask for operations
 * @param administrator whether they are in one of the administrators' groups
 * @param operation the catalogue's name
 * @param tier how the settings treat it on production
 * @param consequences what it means for the resource
 * @param confirmed whether the requester set {@code confirm_production}
 * @param resource the resource key
 * @param environment what the resource was classified as
 * @param account the id of its AWS account
 * @param tags as set on the resource
 * @param quorumReached whether all people have agreed that the approval rules ask for
 * @param breakGlass whether the request is one for an emergency
 * @param emergency whether they are in a group that may use a break-glass
 */
public record Facts(
    String subject,
    boolean operator,
    boolean administrator,
    String operation,
    ProductionTier tier,
    Consequences consequences,
    boolean confirmed,
    String resource,
    Environment environment,
    String account,
    Map<String, String> tags,
    Gates gates,
    boolean quorumReached,
    boolean breakGlass,
    boolean emergency) {
  public Facts {
    tags = Map.copyOf(tags);
  }

  /** Of an ordinary request. */
  public Facts(
      String subject,
      boolean operator,
      boolean administrator,
      String operation,
      ProductionTier tier,
      Consequences consequences,
      boolean confirmed,
      String resource,
      Environment environment,
      String account,
      Map<String, String> tags,
      Gates gates,
      boolean quorumReached) {
    this(
        subject,
        operator,
        administrator,
        operation,
        tier,
        consequences,
        confirmed,
        resource,
        environment,
        account,
        tags,
        gates,
        quorumReached,
        false,
        false);
  }

  /** The same after the vote. */
  public Facts afterTheVote() {
    return new Facts(
        subject,
        operator,
        administrator,
        operation,
        tier,
        consequences,
        confirmed,
        resource,
        environment,
        account,
        tags,
        gates,
        true,
        breakGlass,
        emergency);
  }
}
