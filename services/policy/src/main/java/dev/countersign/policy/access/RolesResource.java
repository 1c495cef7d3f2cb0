package dev.countersign.policy.access;

import dev.countersign.chassis.http.Answers;
import dev.countersign.contracts.role.RolesInForce;
import dev.countersign.contracts.role.RolesInForce.Given;
import dev.countersign.policy.settings.RulebookInForce;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Tells the gateway which groups have a role, so that there is one list of them. */
@Path("/api/roles")
public class RolesResource {
  private final RulebookInForce rulebook;

  @Inject
  RolesResource(RulebookInForce rulebook) {
    this.rulebook = rulebook;
  }

  /** As of the last look at the settings, which is less than a second ago. */
  @GET
  public Response roles() {
    var groups = rulebook.current().settings().roles().groups();
    return Answers.json(
            200,
            new RolesInForce(
                groups.entrySet().stream()
                    .map(role -> new Given(role.getKey().title(), role.getValue()))
                    .toList()))
        .build();
  }
}
