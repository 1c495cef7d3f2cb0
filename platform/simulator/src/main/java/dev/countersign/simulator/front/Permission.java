package dev.countersign.simulator.front;

import dev.countersign.simulator.identity.Principal;
import dev.countersign.simulator.identity.Session;
import dev.countersign.simulator.identity.SessionPolicy;
import dev.countersign.simulator.rds.Action;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.ArrayList;
import java.util.List;

/** What the policy of a session leaves of the role's rights, which are all of RDS here. */
final class Permission {
  private Permission() {}

  static void check(Principal caller, Action action, List<String> resources, Form form) {
    Session session = caller.session();
    if (session == null || session.policy() == null) {
      return;
    }
    var policy = SessionPolicy.parse(session.policy());
    var needed = new ArrayList<String>(List.of("rds:" + action.name()));
    // Tags in a call that creates something are a call of their own to IAM.
    if (action.name().startsWith("Create") && !form.list("Tags").isEmpty()) {
      needed.add("rds:AddTagsToResource");
    }
    for (String permission : needed) {
      List<String> asked =
          permission.endsWith("AddTagsToResource") ? List.of(resources.getLast()) : resources;
      for (String resource : asked) {
        if (!policy.allows(permission, resource)) {
          throw AwsError.forbidden(
              "AccessDenied",
              "User: "
                  + caller.arn()
                  + " is not authorized to perform: "
                  + permission
                  + " on resource: "
                  + resource
                  + " because no session policy allows the "
                  + permission
                  + " action");
        }
      }
    }
  }
}
