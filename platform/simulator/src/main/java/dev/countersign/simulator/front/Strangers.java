package dev.countersign.simulator.front;

import dev.countersign.simulator.identity.Principal;
import dev.countersign.simulator.identity.Session;
import dev.countersign.simulator.rds.Actions;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.store.World;
import dev.countersign.simulator.wire.Form;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else at work in the account: another tool, a person in the console. The rules of RDS
 * hold for them, rights and faults do not, and the ledger has their effects under their own name.
 */
public final class Strangers {
  private static final String KEY = "AKIASTRANGER";

  private final World world;

  public Strangers(World world) {
    this.world = world;
  }

  /**
   * Does it at once.
   *
   * @param name the session name in the ledger
   */
  public @Nullable Map<String, Object> act(
      String name, Scope scope, String action, Map<String, String> parameters) {
    String requestId = UUID.randomUUID().toString();
    var form = new Form(new TreeMap<>(parameters));
    return world.perform(
        Actions.named(action),
        scope,
        form,
        requestId,
        null,
        effect ->
            LedgerLine.complete(
                effect, stranger(name, scope), form, requestId, new Trouble(List.of())));
  }

  private static Principal stranger(String name, Scope scope) {
    String role = "arn:" + scope.partition() + ":iam::" + scope.account() + ":role/Stranger";
    var session = new Session(KEY, scope.account(), role, name, null, Instant.MAX, null);
    return new Principal(scope.account(), role, KEY, KEY, session);
  }
}
