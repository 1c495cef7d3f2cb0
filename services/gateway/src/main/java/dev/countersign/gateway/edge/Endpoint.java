package dev.countersign.gateway.edge;

import dev.countersign.gateway.edge.core.PathTemplate;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/**
 * One thing that the API offers. Whether it is described is checked against the OpenAPI document.
 *
 * @param method {@code GET} or {@code POST}
 * @param path as in the OpenAPI document
 * @param open whether it is for everybody; otherwise a bearer token is needed
 * @param heavy whether its answer may be large, so that only so many are made at once
 */
public record Endpoint(
    String method,
    PathTemplate path,
    boolean open,
    boolean heavy,
    Function<Call, Uni<Reply>> handler) {

  /** For whoever has a token. */
  public static Endpoint get(String path, Function<Call, Uni<Reply>> handler) {
    return new Endpoint("GET", new PathTemplate(path), false, false, handler);
  }

  /** For whoever has a token; answers a page, which takes its turn among the others. */
  public static Endpoint page(String path, Function<Call, Uni<Reply>> handler) {
    return new Endpoint("GET", new PathTemplate(path), false, true, handler);
  }

  /** For whoever has a token; with a body. */
  public static Endpoint post(String path, Function<Call, Uni<Reply>> handler) {
    return new Endpoint("POST", new PathTemplate(path), false, false, handler);
  }

  /** For everybody. */
  public static Endpoint open(String path, Function<Call, Uni<Reply>> handler) {
    return new Endpoint("GET", new PathTemplate(path), true, false, handler);
  }

  /** What a feature offers. Every bean of this type is found by the {@link Api}. */
  public interface Source {
    /** Its endpoints. */
    List<Endpoint> endpoints();
  }
}
