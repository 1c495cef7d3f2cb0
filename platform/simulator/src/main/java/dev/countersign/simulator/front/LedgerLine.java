package dev.countersign.simulator.front;

import dev.countersign.simulator.identity.Principal;
import dev.countersign.simulator.identity.Session;
import dev.countersign.simulator.wire.Form;
import java.util.Map;
import java.util.TreeMap;

/** The part of an effect's line that says who made the call, and how. Passwords stay out of it. */
final class LedgerLine {
  private LedgerLine() {}

  static Map<String, Object> complete(
      Map<String, Object> effect, Principal caller, Form form, String requestId, Trouble trouble) {
    Session session = caller.session();
    if (session != null) {
      effect.put("session_name", session.name());
      if (session.sourceIdentity() != null) {
        effect.put("source_identity", session.sourceIdentity());
      }
    }
    effect.put("access_key_id", caller.accessKeyId());
    effect.put("request_id", requestId);
    var parameters = new TreeMap<String, String>(form.values());
    parameters.remove("Action");
    parameters.remove("Version");
    parameters.replaceAll((name, value) -> name.contains("Password") ? "****" : value);
    effect.put("parameters", parameters);
    if (!trouble.rules().isEmpty()) {
      effect.put("faults", trouble.names());
    }
    return effect;
  }
}
