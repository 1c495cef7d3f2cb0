package dev.countersign.chassis.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Reads a JSON body up to a limit. What is beyond is thrown away as it comes, so that a client that
 * writes everything before it reads still gets its answer; a client that goes on and on is cut off.
 * The framework's own limit ends such a request with a bare status and no problem document.
 */
public final class BoundedBody {
  private static final long MOST_THROWN_AWAY = 16 << 20;

  /**
   * The body; fails with a problem where it is not declared as JSON, is compressed, or is too
   * large.
   */
  public static Uni<byte[]> read(HttpServerRequest request, int limit) {
    if (!Headers.json(request.getHeader("Content-Type")) && !empty(request)) {
      return Uni.createFrom().failure(notJson().found());
    }
    if (!"identity".equalsIgnoreCase(encoding(request))) {
      return Uni.createFrom().failure(encoded().found());
    }
    if (announced(request) > limit) {
      return Uni.createFrom().failure(tooLarge(limit).found());
    }
    return Uni.createFrom()
        .emitter(emitter -> {
          if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            request.response().writeContinue();
          }
          var body = Buffer.buffer();
          var seen = new long[1];
          request.handler(part -> {
            seen[0] += part.length();
            if (seen[0] <= limit) {
              body.appendBuffer(part);
            } else {
              emitter.fail(tooLarge(limit).found());
              cutOff(request, seen[0]);
            }
          });
          // Nobody reads this answer, and no fault of ours is logged for it.
          request.exceptionHandler(_ -> emitter.fail(incomplete().found()));
          request.endHandler(_ -> emitter.complete(body.getBytes()));
          request.resume();
        });
  }

  /** Throws what has not been read away, so that the connection can be used again. */
  static void discard(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    var seen = new long[1];
    request.handler(part -> {
      seen[0] += part.length();
      cutOff(request, seen[0]);
    });
    request.resume();
  }

  private static void cutOff(HttpServerRequest request, long seen) {
    if (seen > MOST_THROWN_AWAY) {
      request.connection().close();
    }
  }

  private static long announced(HttpServerRequest request) {
    var length = request.getHeader("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  private static boolean empty(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Content-Length")).orElse("0").equals("0")
        && request.getHeader("Transfer-Encoding") == null;
  }

  private static String encoding(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
  }

  private static Problem encoded() {
    return Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is declared as compressed.")
        .nextStep("Send it as it is, without the header Content-Encoding.");
  }

  private static Problem notJson() {
    return Problem.of(
            ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is not declared as JSON in UTF-8.")
        .nextStep("Send the header Content-Type: application/json.");
  }

  private static Problem incomplete() {
    return Problem.of(ProblemType.MALFORMED_JSON, "The connection ended before the body did.")
        .nextStep("Send the whole body.");
  }

  private static Problem tooLarge(int limit) {
    return Problem.of(ProblemType.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes.")
        .nextStep("Send one request at a time, with its fields only.");
  }

  private BoundedBody() {}
}
