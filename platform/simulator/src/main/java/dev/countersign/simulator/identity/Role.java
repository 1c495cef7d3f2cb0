package dev.countersign.simulator.identity;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role that can be assumed by those it trusts who know its external id.
 *
 * @param trusted accounts, or ARNs of principals, with * and ?; null stands for the executor's home
 *     account alone
 * @param policy what it may do, as a policy document; null stands for all of RDS
 */
public record Role(
    String roleArn,
    @Nullable String externalId,
    @Nullable List<String> trusted,
    @Nullable String policy) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws(?:-us-gov|-cn)?:iam::(\\d{12}):role/([\\w+=,.@/-]{1,576})");

  public Role {
    if (!ARN.matcher(roleArn).matches()) {
      throw new IllegalArgumentException("not the ARN of a role: " + roleArn);
    }
    if (policy != null) {
      SessionPolicy.parse(policy);
    }
    trusted = trusted == null ? List.of(Keyring.HOME_ACCOUNT) : List.copyOf(trusted);
  }

  String account() {
    return roleArn.split(":", -1)[4];
  }

  boolean trusts(Principal caller) {
    return trusted != null
        && trusted.stream()
            .anyMatch(one -> one.equals(caller.account()) || SessionPolicy.glob(one, caller.arn()));
  }
}
