package dev.countersign.audit.verify;

import dev.countersign.audit.checkpoint.NoteRejected;
import dev.countersign.audit.checkpoint.VerifierKey;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a ledger from the command line, without trusting the service that serves it.
 *
 * <pre>Verify https://host/api/ledger --key VKEY [--token TOKEN] [--earlier FILE]</pre>
 *
 * The first argument is a URL or a folder with the same files. {@code --earlier} is a checkpoint
 * that was kept. The token may be in {@code COUNTERSIGN_TOKEN} instead. Exits with 0 when the
 * ledger holds, 1 when it is broken, 2 when that could not be found out.
 */
public final class Verify {
  private static final String USAGE =
      "usage: Verify URL-or-folder --key VKEY [--token TOKEN] [--earlier FILE]";

  /** Runs the command. */
  public static void main(String... arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  /** Runs the command and says how it went, without ending the process. */
  public static int run(String[] arguments, PrintStream out, PrintStream err) {
    var options = new TreeMap<String, String>();
    for (int i = 1; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i], arguments[i + 1]);
    }
    var vkey = options.get("--key");
    if (arguments.length % 2 == 0 || vkey == null) {
      err.println(USAGE);
      return 2;
    }
    try {
      var earlier = options.get("--earlier");
      var kept = earlier == null ? null : Files.readString(Path.of(earlier));
      var key = VerifierKey.parse(vkey);
      var holds = LedgerCheck.check(key, tiles(arguments[0], options), kept);
      out.printf("verified: %d entries, root %s%n", holds.size(), holds.root().base64());
      return 0;
    } catch (Broken e) {
      err.println("BROKEN: " + e.getMessage());
      return 1;
    } catch (IOException | NoteRejected e) {
      err.println("not verified: " + e.getMessage());
      return 2;
    }
  }

  /** The ledger at a URL. */
  public static Tiles overHttp(URI ledger, @Nullable String token) {
    var base = ledger.toString().endsWith("/") ? ledger : URI.create(ledger + "/");
    var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    return path -> get(client, base.resolve(path), token);
  }

  /** The ledger in a folder, for example a mirror or an export. */
  public static Tiles inFolder(Path folder) {
    return path -> Files.readAllBytes(folder.resolve(path));
  }

  private static Tiles tiles(String place, Map<String, String> options) {
    if (place.startsWith("http://") || place.startsWith("https://")) {
      var token = options.getOrDefault("--token", System.getenv("COUNTERSIGN_TOKEN"));
      return overHttp(URI.create(place), token);
    }
    return inFolder(Path.of(place));
  }

  private static byte[] get(HttpClient client, URI uri, @Nullable String token) throws IOException {
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(uri + " answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Verify() {}
}
