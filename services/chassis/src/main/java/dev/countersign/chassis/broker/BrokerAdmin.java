package dev.countersign.chassis.broker;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/** The one client that asks the broker about itself; it needs no rights of its own. */
@ApplicationScoped
public class BrokerAdmin {
  private final Map<String, Object> kafka;
  private @Nullable Admin admin;

  @Inject
  public BrokerAdmin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Connects when it is first used, and again whenever it has to. */
  public synchronized Admin client() {
    var current = admin;
    if (current == null) {
      var settings = new HashMap<>(kafka);
      settings.keySet().removeIf(key -> !AdminClientConfig.configNames().contains(key));
      settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
      settings.putAll(Metadata.SOON);
      current = Admin.create(settings);
      admin = current;
    }
    return current;
  }

  void stop(@Observes @Priority(Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event) {
    close();
  }

  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
