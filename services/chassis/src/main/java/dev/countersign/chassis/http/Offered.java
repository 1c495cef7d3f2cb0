package dev.countersign.chassis.http;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;

/**
 * What the resources of this service offer, for {@code Allow}: the framework itself names it not.
 */
public final class Offered {

  /** The path of the request that is being handled, as the framework matches it: encoded. */
  public static String path() {
    return CurrentRequestManager.get().getPathWithoutPrefix();
  }

  /** The methods at a path, as the framework matches it. Empty where there is nothing. */
  public static Set<String> at(String path) {
    var methods = new TreeSet<String>();
    var deployment = ResteasyReactiveRecorder.getCurrentDeployment();
    if (deployment == null) {
      return methods;
    }
    var found = new RequestMapper<>(deployment.getClassMappers()).map(path);
    if (found == null) {
      return methods;
    }
    var rest = found.remaining.isEmpty() ? "/" : found.remaining;
    for (var handler : found.value.handlers) {
      if (handler instanceof ClassRoutingHandler classes) {
        classes
            .getMappers()
            .forEach((method, resources) -> {
              if (method != null && resources.map(rest) != null) {
                methods.add(method);
              }
            });
      }
    }
    return methods;
  }

  private Offered() {}
}
