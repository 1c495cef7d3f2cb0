package dev.countersign.gateway.catalogue;

import dev.countersign.contracts.operation.OperationCatalogue;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Shows how to ask, to everybody. */
@PermitAll
@NonBlocking
@Path("/api/openapi")
public class OpenApiResource {
  private final byte[] description = read();

  /** The OpenAPI document. */
  @GET
  public Response openapi() {
    return Response.ok(description).type("application/yaml").build();
  }

  private static byte[] read() {
    try (var in = OperationCatalogue.class.getResourceAsStream("/openapi.yaml")) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: /openapi.yaml");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
