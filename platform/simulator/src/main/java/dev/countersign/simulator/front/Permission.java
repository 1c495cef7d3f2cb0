package dev.countersign.simulator.front;

import dev.countersign.simulator.identity.Principal;
import dev.countersign.simulator.identity.Roles;
import dev.countersign.simulator.identity.Session;
import dev.countersign.simulator.identity.SessionPolicy;
import dev.countersign.simulator.rds.Need;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a caller may: in a session, what the role's policy and the session's policy both allow
 * and neither denies. A role without a policy may do all of RDS.
 */
final class Permission {
  private Permission() {}

  static void check(Principal caller, List<Need> needs, Form form, Roles roles, Instant now) {
    Session session = caller.session();
    if (session == null) {
      return;
    }
    check(caller, roles.policyOf(session.roleArn()), needs, form, now, "identity-based");
    check(caller, session.policy(), needs, form, now, "session");
  }

  private static void check(
      Principal caller,
      @Nullable String text,
      List<Need> needs,
      Form form,
      Instant now,
      String kind) {
    if (text == null) {
      return;
    }
    var policy = SessionPolicy.parse(text);
    for (Need need : needs) {
      if (!policy.allows(need.permission(), need.resource(), context(caller, need, form, now))) {
        throw AwsError.forbidden(
            "AccessDenied",
            "User: "
                + caller.arn()
                + " is not authorized to perform: "
                + need.permission()
                + " on resource: "
                + need.resource()
                + " because no "
                + kind
                + " policy allows the "
                + need.permission()
                + " action");
      }
    }
  }

  /** The keys of conditions, in any case, as IAM reads them. */
  private static Map<String, String> context(Principal caller, Need need, Form form, Instant now) {
    var context = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    context.put("aws:CurrentTime", now.toString());
    context.put("aws:PrincipalAccount", caller.account());
    Session session = caller.session();
    if (session != null && session.sourceIdentity() != null) {
      context.put("aws:SourceIdentity", session.sourceIdentity());
    }
    need.tags().forEach((key, value) -> context.put("aws:ResourceTag/" + key, value));
    for (Form tag : form.list("Tags")) {
      context.put("aws:RequestTag/" + tag.text("Key", ""), tag.text("Value", ""));
    }
    return context;
  }
}
