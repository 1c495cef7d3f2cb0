package dev.countersign.simulator.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A role that can be assumed by whoever knows its external id. */
public record Role(String roleArn, @Nullable String externalId) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws:iam::(\\d{12}):role/([\\w+=,.@/-]{1,576})");

  public Role {
    if (!ARN.matcher(roleArn).matches()) {
      throw new IllegalArgumentException("not the ARN of a role: " + roleArn);
    }
  }

  String account() {
    return roleArn.split(":", -1)[4];
  }
}
