package dev.countersign.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** However a path is written: without a token nothing is answered but that one is needed. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class DoorsTest extends GatewayTest {
  /** Every way to write it that somebody on the way may read as the path of the API. */
  private static final List<String> VARIANTS =
      List.of(
          "%s",
          "%s/",
          "%s//",
          "/%s",
          "//%s",
          "%s?x=1",
          "%s;x",
          "%s;x=1/",
          "/.%s",
          "/./%s",
          "/x/..%s",
          "/x/../%s",
          "/%%2e%s",
          "/%%2e%%2e%s",
          "/x/%%2e%%2e%s",
          "/..;%s",
          "/x/..;%s",
          "/q/..%s",
          "/q/health/../..%s",
          "/q/health/..;/..;%s",
          "/;x%s",
          "%s%%00",
          "%s%%20",
          "%s%%2f",
          "%s/%%2e",
          "%s/.",
          "%s/x/..",
          "%s%%3bx",
          "%s%%23",
          "%s\\",
          "/\\%s",
          "http://elsewhere%s",
          "http://elsewhere/%s",
          "HTTP://ELSEWHERE:80%s");

  private static final List<String> PATHS =
      List.of(
          "/api",
          "/api/operations",
          "/operations",
          "/api/operations/x",
          "/api/operations/x/history",
          "/api/operations/x/events",
          "/api/events",
          "/api/instances",
          "/api/resources",
          "/api/catalogue",
          "/api/ledger/entries",
          "/api/nothing",
          "/api/openapi/x",
          "/api;x/operations",
          "/api;x=1/ledger/entries",
          "/api/;x/ledger/entries",
          "/api%2foperations",
          "/api%2Fledger%2Fentries",
          "/%61pi/operations",
          "/ap%69/ledger/entries",
          "/API/operations",
          "/Api/Ledger/entries",
          "/OPERATIONS",
          "/api/openapi/../operations",
          "/api/openapi/%2e%2e/operations",
          "/api/openapi/..;/operations",
          "/api/openapi;/../operations",
          "/api/openapi%2f..%2foperations",
          "/api/ledger/..%2f..%2fq/metrics");

  @Test
  void noWayOfWritingAPathOpensItWithoutAToken() {
    var checks = new ArrayList<Executable>();
    for (var path : PATHS) {
      for (var variant : VARIANTS) {
        checks.add(() -> assertClosed("GET", variant.formatted(path)));
      }
      for (var method : List.of("POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE")) {
        checks.add(() -> assertClosed(method, path));
      }
    }
    assertAll(checks);
  }

  @Test
  void whatIsOfTheApiAsksForATokenBeforeItSaysWhetherItIsThere() throws Exception {
    for (var path : List.of("/api/nothing", "/operations/x/y/z", "/%61pi/operations", "//api//x")) {
      assertTrue(ask("GET", path).startsWith("HTTP/1.1 401 "), path);
    }
    assertTrue(ask("DELETE", "/api/operations").startsWith("HTTP/1.1 401 "));
  }

  @Test
  void whatIsNotThereIsAProblemAndNotAPage() {
    for (var path : List.of("/", "/index.html", "/favicon.ico", "/q/nothing", "/API/x", "/x?y=z")) {
      var answer = ada.get(path, "Accept", "text/html");
      assertEquals(404, answer.status(), path);
      assertEquals("not-found", answer.problem(), path);
      assertEquals("application/problem+json", answer.header("Content-Type"), path);
    }
  }

  private void assertClosed(String method, String target) throws Exception {
    var answer = ask(method, target);
    var status = answer.split(" ", 3)[1];
    assertTrue(List.of("400", "401", "404", "405").contains(status), method + target + answer);
    var text = answer.toLowerCase(Locale.ROOT);
    assertFalse(text.contains("<html"), method + target + answer);
    if (text.contains("{")) {
      assertTrue(text.contains("content-type: application/problem+json"), target + answer);
    }
  }

  /** As the bytes are written here: a client library would tidy them up. */
  private String ask(String method, String target) throws IOException {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      var request = method + ' ' + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }
}
