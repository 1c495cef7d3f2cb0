package dev.countersign.console.door;

import dev.countersign.chassis.http.Answers;
import dev.countersign.console.page.Plain;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Pages for those who did not get in, and for what is not there. */
@Singleton
final class Refusals {
  /** Behind the chassis's, whose problem documents are for programs. */
  void others(@Observes @Priority(5_000) Router router) {
    router.errorHandler(
        404,
        http ->
            send(
                http,
                404,
                "There is nothing here",
                "No page has this address.",
                "Go to the start page; everything is found from there.",
                "/"));
    router.errorHandler(
        500,
        http ->
            send(
                http,
                500,
                "That was our fault",
                "The console failed at this. The same may work in a moment.",
                "Try again. If it goes on, report it with the number below.",
                "/"));
  }

  static void otherOrigin(RoutingContext http) {
    send(
        http,
        403,
        "This did not come from the console",
        "Your browser says that a page of another site has sent this, or does not say who did.",
        "Open the console at its own address, and do it there.",
        "/");
  }

  static void notSignedIn(RoutingContext http) {
    var path = http.normalizedPath();
    send(
        http,
        401,
        "Your session has ended",
        "Nothing was changed: you were no longer signed in when you sent this.",
        "Sign in again; you come back to the page where you were.",
        path);
  }

  private static void send(
      RoutingContext http, int status, String title, String what, String next, String path) {
    http.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html;charset=UTF-8")
        .end(
            Plain.Templates.plain(
                    new Plain(
                        title,
                        what,
                        next,
                        path,
                        status == 401 ? "Sign in" : "Go on",
                        Answers.correlationId(http)))
                .render());
  }
}
