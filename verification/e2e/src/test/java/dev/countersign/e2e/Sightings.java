package dev.countersign.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where texts are seen again: as they are, escaped as in JSON or in an address, and in base64 as in
 * signed envelopes, also in each other.
 */
final class Sightings {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}+=*+");
  private static final int DEEPEST = 2;
  private static final int AROUND = 120;

  private final Map<String, List<String>> places = new LinkedHashMap<>();

  /** One more text of a place, such as a line of a log or a record of a topic. */
  synchronized void add(String place, byte[] content) {
    var text = new String(content, UTF_8);
    places.computeIfAbsent(place, _ -> new ArrayList<>()).add(readable(text, 0));
  }

  void add(String place, String content) {
    add(place, content.getBytes(UTF_8));
  }

  List<String> places() {
    return List.copyOf(places.keySet());
  }

  int texts(String place) {
    return places.getOrDefault(place, List.of()).size();
  }

  /** The places where something is seen, each with the first text around it. */
  Map<String, String> of(String what) {
    var seen = new LinkedHashMap<String, String>();
    places.forEach((place, texts) ->
        texts.stream()
            .filter(text -> text.contains(what))
            .findFirst()
            .ifPresent(text -> {
              var at = text.indexOf(what);
              seen.put(
                  place,
                  text.substring(Math.max(0, at - AROUND), Math.min(text.length(), at + AROUND)));
            }));
    return seen;
  }

  private static String readable(String text, int depth) {
    var all = new StringBuilder(text);
    if (text.contains("\\/") || text.contains("\\\"")) {
      all.append('\n').append(text.replace("\\/", "/").replace("\\\"", "\""));
    }
    if (text.indexOf('%') >= 0) {
      all.append('\n').append(decoded(text));
    }
    if (depth < DEEPEST) {
      var matcher = BASE64.matcher(text);
      while (matcher.find()) {
        all.append('\n').append(readable(fromBase64(matcher.group()), depth + 1));
      }
    }
    return all.toString();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replaceAll("%(?![0-9A-Fa-f]{2})", "%25"), UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String fromBase64(String text) {
    try {
      var standard = text.replace('-', '+').replace('_', '/').replace("=", "");
      return new String(
          Base64.getDecoder().decode(standard.length() % 4 == 1 ? standard.substring(1) : standard),
          ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
