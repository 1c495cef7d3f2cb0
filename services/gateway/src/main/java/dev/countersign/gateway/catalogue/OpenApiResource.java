package dev.countersign.gateway.catalogue;

import dev.countersign.contracts.operation.OperationCatalogue;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Shows how to ask, to everybody. */
@PermitAll
@NonBlocking
@Path("/api/openapi")
public class OpenApiResource {
  private final byte[] description;

  @Inject
  OpenApiResource(OperationCatalogue catalogue) {
    this.description = OpenApiDocument.with(catalogue);
  }

  /** The OpenAPI document. */
  @GET
  public Response openapi() {
    return Response.ok(description).type("application/yaml").build();
  }
}
