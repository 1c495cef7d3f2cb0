package dev.countersign.contracts.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** What follows the scheme of an authorization header, also without the header's name. */
final class Authorizations {
  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)(?<![A-Za-z0-9])(?:bearer|basic)[ \\t]{1,4}+([A-Za-z0-9._~+/-]{8,}+=*+)");

  static void find(String text, List<Span> found) {
    var matcher = SCHEME.matcher(text);
    while (matcher.find()) {
      if (!isWord(matcher.group(1))) {
        found.add(new Span(matcher.start(1), matcher.end(1), SecretKind.AUTHORIZATION));
      }
    }
  }

  /** As in "basic authentication": letters alone, and capital ones at the beginning only. */
  private static boolean isWord(String value) {
    var letters = value.endsWith(".") ? value.substring(0, value.length() - 1) : value;
    return letters.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-')
        && letters.chars().skip(1).noneMatch(c -> c >= 'A' && c <= 'Z');
  }

  private Authorizations() {}
}
