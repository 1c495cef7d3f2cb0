package dev.countersign.contracts.redaction;

import java.util.List;

/** JSON Web Tokens, signed or encrypted, and what is left of them where one was cut. */
final class WebTokens {
  /** Base64url of what every header begins with. */
  private static final String HEADER = "eyJ";

  private static final int SHORTEST_PART = 8;

  static void find(String text, List<Span> found) {
    var from = text.indexOf(HEADER);
    while (from >= 0) {
      var header = partEnd(text, from);
      var to = header - from < SHORTEST_PART ? header : lastPart(text, header);
      if (to - header > SHORTEST_PART) {
        found.add(new Span(from, to, SecretKind.JWT));
      }
      // Whatever begins later in the same part ends where this one does.
      from = text.indexOf(HEADER, to);
    }
  }

  /** Where the last of the parts ends that follow, each behind a dot. */
  private static int lastPart(String text, int header) {
    var to = header;
    while (to < text.length() && text.charAt(to) == '.') {
      var next = partEnd(text, to + 1);
      if (next == to + 1) {
        break;
      }
      to = next;
    }
    return to;
  }

  private static int partEnd(String text, int from) {
    var to = from;
    while (to < text.length() && isBase64Url(text.charAt(to))) {
      to++;
    }
    return to;
  }

  private static boolean isBase64Url(char c) {
    return c >= 'A' && c <= 'Z'
        || c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_';
  }

  private WebTokens() {}
}
