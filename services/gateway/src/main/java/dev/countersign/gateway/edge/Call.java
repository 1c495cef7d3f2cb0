package dev.countersign.gateway.edge;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Headers;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * Who calls, and from where.
 *
 * @param tokenExpires when the token of whoever calls ends
 * @param clientAddress the address that the request came from
 * @param trace how events that this call leads to hang together
 */
public record Call(Requester requester, Instant tokenExpires, String clientAddress, Trace trace) {
  private static final String CALLER = Caller.class.getName();
  private static final String ADDRESS = "client_address";

  /** Of a request whose token has been looked at; every other one is a bug. */
  public static Call of(RoutingContext http) {
    Caller.Known caller = http.get(CALLER);
    String address = http.get(ADDRESS);
    if (caller == null || address == null) {
      throw new IllegalStateException("nobody is known to call");
    }
    var traceparent = Headers.traceparent(http.request().getHeader("traceparent")).orElse(null);
    return new Call(
        caller.requester(),
        caller.expires(),
        address,
        new Trace(Answers.correlationId(http), null, traceparent));
  }

  static void caller(RoutingContext http, Caller.Known caller) {
    http.put(CALLER, caller);
    Answers.log(http, "requester", caller.requester().subject());
  }

  static void address(RoutingContext http, String address) {
    http.put(ADDRESS, address);
    Answers.log(http, "client_address", address);
  }

  /** The same from here through every hop. */
  public String correlationId() {
    return trace.correlationId();
  }
}
