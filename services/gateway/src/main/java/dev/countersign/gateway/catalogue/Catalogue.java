package dev.countersign.gateway.catalogue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.gateway.edge.Endpoint;
import dev.countersign.gateway.edge.Reply;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Shows what there is to ask for, and how. */
@Singleton
public class Catalogue implements Endpoint.Source {
  private final OperationCatalogue operations = warm(OperationCatalogue.load());
  private final byte[] openapi = openapi();

  /** For everything that reads requests. */
  @Produces
  @Singleton
  OperationCatalogue operations() {
    return operations;
  }

  @Override
  public List<Endpoint> endpoints() {
    var catalogue = Reply.json(200, Map.of("operations", operations.definitions()));
    var description = new Reply.Whole(200, Map.of("Content-Type", "application/yaml"), openapi);
    return List.of(
        Endpoint.get("/api/catalogue", _ -> Uni.createFrom().item(catalogue)),
        Endpoint.open("/api/openapi", _ -> Uni.createFrom().item(description)));
  }

  /** The schemas compile at their first use: better now than under the first request. */
  private static OperationCatalogue warm(OperationCatalogue catalogue) {
    catalogue.definitions().forEach(operation -> catalogue.check(operation, Map.of()));
    return catalogue;
  }

  private static byte[] openapi() {
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
