package dev.countersign.local.signin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer. */
record Exchange(HttpExchange http) {
  private static final int LARGEST = 32_768;

  /** Refused, with a sentence that says why. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  boolean is(String method) {
    return http.getRequestMethod().equals(method);
  }

  @Nullable String header(String name) {
    return http.getRequestHeaders().getFirst(name);
  }

  Map<String, String> query() throws Refused {
    var query = http.getRequestURI().getRawQuery();
    return parsed(query == null ? "" : query);
  }

  Map<String, String> form() throws IOException, Refused {
    var body = http.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Refused(413, "the form is too large");
    }
    return parsed(new String(body, StandardCharsets.UTF_8));
  }

  private static Map<String, String> parsed(String text) throws Refused {
    var values = new LinkedHashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        var name = decoded(pair.substring(0, equals));
        if (values.put(name, decoded(pair.substring(equals + 1))) != null) {
          throw new Refused(400, name + " is given twice");
        }
      }
    }
    return values;
  }

  private static String decoded(String text) throws Refused {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Refused(400, "a value cannot be decoded");
    }
  }

  void goTo(String address) throws IOException {
    http.getResponseHeaders().set("Location", address);
    http.sendResponseHeaders(303, -1);
  }

  void answer(int status, String type, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().set("Content-Type", type);
    http.sendResponseHeaders(status, bytes.length);
    http.getResponseBody().write(bytes);
  }
}
