package dev.countersign.audit.wiring;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource that says nothing about who may ask: somebody will forget it one day. */
@Path("/api/unguarded")
public class Unguarded {
  @GET
  public String secret() {
    return "everything";
  }
}
