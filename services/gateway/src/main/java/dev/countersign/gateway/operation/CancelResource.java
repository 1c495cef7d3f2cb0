package dev.countersign.gateway.operation;

import dev.countersign.chassis.http.JsonBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.gateway.edge.Call;
import dev.countersign.gateway.operation.core.OperationView;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for an operation to be cancelled. Whether it may be is policy's to say. */
@Authenticated
@Path("/api/operations/{operation_id}/cancel")
public class CancelResource {
  private static final int LONGEST = 1000;
  private static final String FORM = "Send {\"reason\": \"...\"}, or no body at all.";

  private final Amendments amendments;

  @Inject
  CancelResource(Amendments amendments) {
    this.amendments = amendments;
  }

  /** With {@code {"reason"}}, or no body at all. */
  @POST
  public Uni<Response> cancel(
      @PathParam("operation_id") String id, byte[] body, @Context RoutingContext http) {
    var reason =
        body.length == 0
            ? Optional.<String>empty()
            : JsonBody.read(body, FORM, List.of("reason")).optionalText("reason", LONGEST);
    var call = Call.of(http);
    return amendments.make(id, call, view -> request(view, reason.orElse(null), call));
  }

  private static Optional<RequestEvent> request(
      OperationView view, @Nullable String reason, Call call) {
    if (view.state().terminal()) {
      throw Problem.of(
              ProblemType.OPERATION_ENDED, "The operation has ended; nothing can be stopped.")
          .with("operation_id", view.id())
          .with("operation_status", view.state().wireName())
          .found();
    }
    var cancel = view.cancel();
    // Already on its way to policy, or granted: asking twice changes nothing.
    return cancel != null && !Boolean.FALSE.equals(cancel.granted())
        ? Optional.empty()
        : Optional.of(
            new CancelRequested(
                view.id(),
                view.request().resource(),
                reason,
                call.requester(),
                call.clientAddress()));
  }
}
