package dev.countersign.contracts.redaction;

import java.util.List;

/** Passwords in addresses: {@code postgres://user:password@host/database}. The user stays. */
final class UrlPasswords {
  private static final String AUTHORITY = "://";
  private static final int LONGEST_PORT = 5;

  static void find(String text, List<Span> found) {
    for (var at = text.indexOf(AUTHORITY); at >= 0; ) {
      var from = at + AUTHORITY.length();
      var colon = -1;
      var last = -1;
      var to = from;
      while (to < text.length() && !ends(text, to, colon)) {
        if (text.charAt(to) == ':' && colon < 0) {
          colon = to;
        } else if (text.charAt(to) == '@') {
          last = to;
        }
        to++;
      }
      if (colon >= 0
          && last > colon + 1
          && !text.substring(colon + 1, last).equals(Redaction.MASK)) {
        found.add(new Span(colon + 1, last, SecretKind.URL_PASSWORD));
      }
      at = text.indexOf(AUTHORITY, to);
    }
  }

  private static boolean ends(String text, int at, int colon) {
    var c = text.charAt(at);
    return Character.isWhitespace(c)
        || "\"'<>".indexOf(c) >= 0
        || c == '/' && (colon < 0 || isPort(text, colon + 1, at));
  }

  /** A slash ends the host and its port; in a password it should be encoded, and often is not. */
  private static boolean isPort(String text, int from, int to) {
    return to - from <= LONGEST_PORT
        && text.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private UrlPasswords() {}
}
