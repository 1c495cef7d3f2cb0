package dev.countersign.console;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: cookies, links and forms. */
final class Browser implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("name=\"request\" value=\"([^\"]+)\"");

  private final String url;
  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Browser(String url) {
    this.url = url;
  }

  /** Goes to the console, and is signed in as somebody when this returns. */
  static Browser of(String url, String person) throws Exception {
    var browser = new Browser(url);
    var page = browser.signedIn(person);
    if (page.statusCode() != 200) {
      throw new IllegalStateException(page.statusCode() + " " + page.body());
    }
    return browser;
  }

  /** Through the code flow, to the page that was asked for. */
  HttpResponse<String> signedIn(String person) throws Exception {
    var away = get("/");
    var people = send(HttpRequest.newBuilder(URI.create(location(away))).GET());
    var request = REQUEST.matcher(people.body());
    if (!request.find()) {
      throw new IllegalStateException("no sign-in page: " + people.body());
    }
    var issuer = URI.create(location(away));
    var origin = issuer.getScheme() + "://" + issuer.getAuthority();
    var chosen =
        send(
            HttpRequest.newBuilder(URI.create(origin + "/authorize"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(form(Map.of("request", request.group(1), "person", person))));
    var back = send(HttpRequest.newBuilder(URI.create(location(chosen))).GET());
    return send(HttpRequest.newBuilder(URI.create(location(back))).GET());
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url + path)).GET();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** As our own page would send it. */
  HttpResponse<String> post(String path, Map<String, String> values) throws Exception {
    return post(path, values, "Origin", url, "Sec-Fetch-Site", "same-origin");
  }

  HttpResponse<String> post(String path, Map<String, String> values, String... headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(form(values));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  static String location(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new IllegalStateException(answer.statusCode() + " " + answer.body()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.BodyPublisher form(Map<String, String> values) {
    return BodyPublishers.ofString(
        values.entrySet().stream()
            .map(value -> encoded(value.getKey()) + '=' + encoded(value.getValue()))
            .collect(Collectors.joining("&")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
