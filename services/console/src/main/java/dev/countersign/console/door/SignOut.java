package dev.countersign.console.door;

import dev.countersign.console.page.Html;
import dev.countersign.console.page.Plain;
import io.quarkus.oidc.OidcSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** The way in, as far as it is ours, and the way out. */
@Path("/")
public class SignOut {
  private final OidcSession session;

  @Inject
  SignOut(OidcSession session) {
    this.session = session;
  }

  /** Where the provider sends people back to; by then they are signed in. */
  @GET
  @Path("signed-in")
  public Response signedIn() {
    return Response.seeOther(URI.create("/")).build();
  }

  /** For whoever signs in again after a session that ended here. */
  @GET
  @Path("sign-out")
  public Response nothingToDo() {
    return Response.seeOther(URI.create("/")).build();
  }

  /** Forgets the session; the provider's own is not touched. */
  @POST
  @Path("sign-out")
  public Uni<Response> signOut() {
    return session.logout().replaceWith(Response.seeOther(URI.create("/signed-out")).build());
  }

  @GET
  @Path("signed-out")
  public Response signedOut() {
    return Html.of(
        200,
        Plain.Templates.plain(
            new Plain(
                "You are signed out",
                "This browser has forgotten your session.",
                "Close the window, or sign in again.",
                "/",
                "Sign in",
                "")));
  }
}
