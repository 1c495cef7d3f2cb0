package dev.countersign.console.page;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Answers for browsers. */
public final class Html {
  private static final String TYPE = "text/html;charset=UTF-8";

  public static Response of(int status, TemplateInstance page) {
    return Response.status(status).header("Content-Type", TYPE).entity(page.render()).build();
  }

  /** Behind a form: the browser gets the page, and a reload sends nothing twice. */
  public static Response goTo(String path) {
    return Response.seeOther(URI.create(path)).build();
  }

  private Html() {}
}
