package dev.countersign.gateway.resource;

import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemFound;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.chassis.http.Query;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource as a client named it: in which field, and how. The field {@code instance_id} names an
 * instance and nothing else, {@code cluster_id} a cluster; {@code resource} names one of any kind,
 * by its key or ARN.
 *
 * @param kind what the field can name; null for any
 */
public record Named(Field field, @Nullable String kind, ResourceReference reference) {

  /**
   * The resource that a list is about; empty where its query names none.
   *
   * @throws ProblemFound where it names several, or one that cannot be read
   */
  public static Optional<Named> in(Query query) {
    var given =
        Stream.of(Field.values())
            .filter(field -> query.filled(field.wireName()).isPresent())
            .toList();
    if (given.size() > 1) {
      throw Query.wrong(
          given.get(1).wireName(),
          "cannot be there together with " + given.getFirst().wireName(),
          "Give one of them.");
    }
    return given.stream().findFirst().map(field -> named(query, field));
  }

  private static Named named(Query query, Field field) {
    return query
        .filled(field.wireName())
        .flatMap(field::parse)
        .orElseThrow(() -> Query.wrong(field.wireName(), "is not known here", "See docs/api.md."));
  }

  /** Where a resource can be named. */
  public enum Field {
    /** Any resource. */
    RESOURCE("resource"),
    /** An instance. */
    INSTANCE("instance_id"),
    /** A cluster. */
    CLUSTER("cluster_id");

    private final String wireName;

    Field(String wireName) {
      this.wireName = wireName;
    }

    /** As in a body or a query. */
    public String wireName() {
      return wireName;
    }

    /** Reads a value of this field; empty where it cannot name what belongs there. */
    public Optional<Named> parse(String text) {
      return switch (this) {
        case RESOURCE ->
            ResourceReference.parseExact(text).map(found -> new Named(this, null, found));
        case INSTANCE -> ofKind(Instance.KIND, text);
        case CLUSTER -> ofKind(Cluster.KIND, text);
      };
    }

    private Optional<Named> ofKind(String kind, String text) {
      return ResourceReference.parse(text)
          .filter(found -> mayBe(kind, found))
          .map(found -> new Named(this, kind, found));
    }

    private static boolean mayBe(String kind, ResourceReference reference) {
      return switch (reference) {
        case ResourceReference.ByKey(var _, var key) -> key.kind().equals(kind);
        case ResourceReference.ByArn arn -> arn.kind().filter(kind::equals).isPresent();
        case ResourceReference.ByIdentifier _, ResourceReference.ByPlace _ -> true;
      };
    }

    /** The value cannot name what belongs into the field. */
    public ProblemFound unreadable() {
      return switch (this) {
        case RESOURCE ->
            Problem.of(ProblemType.INVALID_RESOURCE, "The resource is neither a key nor an ARN.")
                .field(wireName)
                .nextStep("Use the key or the arn shown by GET /api/resources.")
                .found();
        case INSTANCE ->
            Problem.of(
                    ProblemType.INVALID_INSTANCE_ID,
                    "The instance_id is not of a form that names an instance.")
                .field(wireName)
                .nextStep(
                    "Use the identifier, account:region:identifier, the ARN, or the key shown by"
                        + " GET /api/instances. Name other resources in the field resource.")
                .found();
        case CLUSTER ->
            Problem.of(
                    ProblemType.INVALID_RESOURCE,
                    "The cluster_id is not of a form that names a cluster.")
                .field(wireName)
                .nextStep(
                    "Use the identifier, account:region:identifier, the ARN, or the key shown by"
                        + " GET /api/resources?type=cluster.")
                .found();
      };
    }
  }
}
