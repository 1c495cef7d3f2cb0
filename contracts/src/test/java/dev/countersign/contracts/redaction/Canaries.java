package dev.countersign.contracts.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Secrets that nobody ever had, each of them unique: what a test sends, and must not see again.
 *
 * @param sent the text that is sent, by what it is called
 * @param secret what of it may be seen nowhere
 */
public record Canaries(Map<String, String> sent, Map<String, String> secret) {
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LETTERS = UPPER + UPPER.toLowerCase(Locale.ROOT) + "0123456789";

  /** New ones. */
  public static Canaries fresh() {
    return of(new SecureRandom());
  }

  /** The same for the same source. */
  public static Canaries of(Random random) {
    var all = new Canaries(new LinkedHashMap<>(), new LinkedHashMap<>());
    all.add("aws access key id", "%s", "AKIA" + text(random, UPPER + "234567", 16));
    all.add("temporary aws access key id", "%s", "ASIA" + text(random, UPPER + "234567", 16));
    all.add("aws secret access key", "%s", awsSecret(random));
    all.add("aws session token", "%s", "IQoJb3JpZ2lu" + text(random, LETTERS, 120));
    all.add("jwt", "%s", jwt(random));
    all.add(
        "private key",
        "-----BEGIN PRIVATE KEY----- %s -----END PRIVATE KEY-----",
        "MC4CAQAwBQYDK2Vw" + text(random, LETTERS, 48));
    all.add("github token", "%s", "ghp_" + text(random, LETTERS, 36));
    all.add("bearer header", "Authorization: Bearer %s", "canary-" + text(random, LETTERS, 24));
    all.add("basic header", "Basic %s", base64("canary:" + text(random, LETTERS, 18)));
    all.add(
        "url password",
        "postgres://app:%s@db.example.org:5432/orders",
        "canary-" + text(random, LETTERS, 12));
    all.add(
        "jdbc password",
        "jdbc:postgresql://db.example.org/orders?user=app&password=%s&ssl=true",
        "canary-" + text(random, LETTERS, 12));
    all.add(
        "connection string",
        "Server=db.example.org;Uid=app;Pwd=%s;",
        "canary-" + text(random, LETTERS, 12));
    all.add("named password", "password=%s", "canary-" + text(random, LETTERS, 12));
    all.add("api key in json", "{\"api_key\": \"%s\"}", "canary-" + text(random, LETTERS, 12));
    return all;
  }

  private void add(String kind, String form, String value) {
    sent.put(kind, form.formatted(value));
    secret.put(kind, value);
  }

  private static String jwt(Random random) {
    return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
        + '.'
        + base64("{\"sub\":\"canary-" + text(random, LETTERS, 8) + "\"}")
        + '.'
        + text(random, LETTERS, 43);
  }

  /** As AWS makes them; one in a million has no digit or hardly changes. */
  private static String awsSecret(Random random) {
    return "wJ4" + text(random, LETTERS, 17) + '/' + text(random, LETTERS, 17) + "K7";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static String text(Random random, String letters, int length) {
    return random
        .ints(length, 0, letters.length())
        .mapToObj(letters::charAt)
        .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
        .toString();
  }
}
