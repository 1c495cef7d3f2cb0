package dev.countersign.gateway.edge;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * Reads a body up to a limit. What is beyond is thrown away as it comes, so that a client that
 * writes everything before it reads still gets its answer; a client that goes on and on is cut off.
 */
final class BoundedBody {
  private static final long MOST_THROWN_AWAY = 16 << 20;

  /** The body, or empty as soon as it is known to be too large. */
  static Uni<Optional<byte[]>> read(HttpServerRequest request, int limit) {
    return Uni.createFrom()
        .emitter(emitter -> {
          if (announced(request) > limit) {
            emitter.complete(Optional.empty());
            discard(request);
            return;
          }
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
              emitter.complete(Optional.empty());
              cutOff(request, seen[0]);
            }
          });
          request.exceptionHandler(emitter::fail);
          request.endHandler(_ -> emitter.complete(Optional.of(body.getBytes())));
          request.resume();
        });
  }

  /** Throws the body away, so that the connection can be used again. */
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

  private BoundedBody() {}
}
