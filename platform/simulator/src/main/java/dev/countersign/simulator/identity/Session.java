package dev.countersign.simulator.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What AssumeRole gave: a role for a while, perhaps narrowed by a policy. */
public record Session(
    String accessKeyId,
    String account,
    String roleArn,
    String name,
    @Nullable String sourceIdentity,
    Instant expires,
    @Nullable String policy) {

  String arn() {
    return roleArn.substring(0, roleArn.indexOf(":iam::"))
        + ":sts::"
        + account
        + ":assumed-role/"
        + roleArn.substring(roleArn.lastIndexOf('/') + 1)
        + "/"
        + name;
  }

  /** A role's id is the same in all of its sessions. */
  String userId() {
    return "AROA" + String.format("%016X", roleArn.hashCode() & 0xffff_ffffL) + ":" + name;
  }
}
