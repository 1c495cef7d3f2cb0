package dev.countersign.chassis.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Vertx;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
  private static final int PATIENCE_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<byte[]> read = new CompletableFuture<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
  }

  @Test
  void aBodyIsRead() throws Exception {
    try (var client = client(2)) {
      write(client, "{}");
      assertEquals("{}", new String(read.get(PATIENCE_SECONDS, SECONDS), US_ASCII));
    }
  }

  /** Anything else would be taken for a fault of the database, and logged as one. */
  @Test
  void aClientThatHangsUpInTheMiddleIsNoFaultOfOurs() throws Exception {
    try (var client = client(100)) {
      write(client, "{");
    }
    var failure = read.handle((body, fault) -> fault).get(PATIENCE_SECONDS, SECONDS);
    var found = assertInstanceOf(ProblemFound.class, failure);
    assertEquals("The connection ended before the body did.", found.problem().detail());
  }

  private Socket client(int length) throws Exception {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                BoundedBody.read(request, 1_000)
                    .subscribe()
                    .with(read::complete, read::completeExceptionally))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(PATIENCE_SECONDS, SECONDS);
    var client = new Socket("127.0.0.1", server.actualPort());
    write(
        client,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n");
    return client;
  }

  private static void write(Socket client, String text) throws Exception {
    client.getOutputStream().write(text.getBytes(US_ASCII));
    client.getOutputStream().flush();
  }
}
