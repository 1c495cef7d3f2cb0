package dev.countersign.relay;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Which parts wait for the infrastructure to come back. */
@ApplicationScoped
class Troubles {
  private static final Logger LOG = Logger.getLogger(Troubles.class);

  private final Map<String, String> current = new ConcurrentHashMap<>();

  void begin(String part, Throwable fault) {
    var reason = fault.getClass().getSimpleName();
    if (current.put(part, reason) == null) {
      LOG.warnf(fault, "%s has to wait, and goes on trying", part);
    }
  }

  void end(String part) {
    if (current.remove(part) != null) {
      LOG.infof("%s goes on", part);
    }
  }

  Map<String, String> current() {
    return Map.copyOf(current);
  }
}
