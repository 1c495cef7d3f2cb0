package dev.countersign.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Requests as they are written, sent once, and answers as they come: what the typed {@link
 * Countersign} is made of, and what tests send that the API has to refuse. Headers are names and
 * values in turn.
 */
public final class RawApi implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern WAIT = Pattern.compile("wait=(\\d{1,6})");
  private static final Duration TO_CONNECT = Duration.ofSeconds(10);

  private final HttpClient http;
  private final Settings settings;
  private final List<String> always;

  public RawApi(Settings settings) {
    this(HttpClient.newBuilder().connectTimeout(TO_CONNECT).build(), settings, List.of());
  }

  private RawApi(HttpClient http, Settings settings, List<String> always) {
    this.http = http;
    this.settings = settings;
    this.always = always;
  }

  /** The same connections with another caller's token, and these headers in every request. */
  RawApi forCaller(Supplier<String> token, List<String> headers) {
    return new RawApi(
        http,
        new Settings(settings.url(), token, settings.timeout(), settings.patience()),
        headers);
  }

  public Answer get(String path, String... headers) {
    return now(send("GET", path, BodyPublishers.noBody(), headers));
  }

  public Answer delete(String path, String... headers) {
    return now(send("DELETE", path, BodyPublishers.noBody(), headers));
  }

  /** A JSON body, unless a header says otherwise. */
  public Answer post(String path, String body, String... headers) {
    return now(postAsync(path, body, headers));
  }

  /** The same, without waiting for the answer. */
  public CompletableFuture<Answer> postAsync(String path, String body, String... headers) {
    var typed = Stream.of(headers).anyMatch("Content-Type"::equalsIgnoreCase);
    var all =
        typed
            ? headers
            : Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
    return send("POST", path, BodyPublishers.ofString(body), all);
  }

  /** Fails with a {@link NotAnswered}. */
  public CompletableFuture<Answer> send(
      String method, String path, BodyPublisher body, String... headers) {
    var request = request(path, headers).method(method, body).build();
    var exchange = http.sendAsync(request, BodyHandlers.ofByteArray());
    // The request's own time-out ends with the headers of the answer.
    return exchange
        .copy()
        .orTimeout(time(headers).toMillis(), TimeUnit.MILLISECONDS)
        .handle((answer, failure) -> {
          if (failure != null) {
            exchange.cancel(true);
            throw new NotAnswered(method + ' ' + path, cause(failure));
          }
          return new Answer(answer.statusCode(), answer.headers(), answer.body());
        });
  }

  /** An answer whose body is read while it comes; to be closed. */
  public HttpResponse<InputStream> open(String path, String... headers) {
    try {
      return http.send(request(path, headers).GET().build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new NotAnswered("GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAnswered("GET " + path, e);
    }
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(settings.url() + path)).timeout(time(headers));
    var token = settings.token().get();
    if (!token.isEmpty()) {
      // The header's own complaint would show the token.
      if (!TOKEN.matcher(token).matches()) {
        throw new IllegalArgumentException("the token has characters that no header may have");
      }
      request.header("Authorization", "Bearer " + token);
    }
    if (!always.isEmpty()) {
      request.headers(always.toArray(String[]::new));
    }
    return headers.length == 0 ? request : request.headers(headers);
  }

  /** Longer by what the server is asked to wait. */
  private Duration time(String... headers) {
    return Stream.of(headers)
        .map(WAIT::matcher)
        .filter(java.util.regex.Matcher::matches)
        .map(wait -> settings.timeout().plusSeconds(Long.parseLong(wait.group(1))))
        .findFirst()
        .orElse(settings.timeout());
  }

  private static Answer now(CompletableFuture<Answer> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NotAnswered known ? known : new NotAnswered("", cause(e));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NotAnswered("interrupted", e);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** Ends at once what is under way. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
