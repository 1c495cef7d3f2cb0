package dev.countersign.gateway.catalogue;

import dev.countersign.chassis.http.Answers;
import dev.countersign.contracts.operation.OperationCatalogue;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Shows what there is to ask for. */
@Authenticated
@NonBlocking
@Path("/api/catalogue")
public class CatalogueResource {
  private final OperationCatalogue operations;

  @Inject
  CatalogueResource(OperationCatalogue operations) {
    this.operations = operations;
  }

  /** Every operation and its parameters. */
  @GET
  public Response all() {
    return Answers.json(200, Map.of("operations", operations.definitions())).build();
  }
}
