package dev.countersign.contracts.redaction;

import java.util.List;

/**
 * Values that a name in front of them calls a secret: {@code password=…}, {@code "apiKey": "…"},
 * {@code Authorization: …}. A value ends with its quotes; without quotes, at white space, a
 * semicolon, a quote or a bracket of a tag, in a query also at {@code &}; a header ends with its
 * line. Rather too much is hidden than too little.
 */
final class NamedValues {
  private static final List<String> HEADERS = List.of("authorization", "cookie");

  private static final List<String> SECRETS =
      List.of(
          "password",
          "passwords",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "secretkey",
          "apikey",
          "accesskey",
          "accesskeyid",
          "privatekey",
          "authtoken",
          "accesstoken",
          "refreshtoken",
          "sessiontoken",
          "securitytoken",
          "connectionstring");

  /** In sentences a colon behind them says nothing: "ExpiredToken: The token is expired". */
  private static final List<String> WORDS =
      List.of("token", "credential", "credentials", "xamzsignature");

  /** Of a query: a name that is too short to be one elsewhere. */
  private static final String SIGNATURE = "sig";

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_KEYWORD = 24;
  private static final int LONGEST_WORD = 300;
  private static final int MOST_SPACE = 4;
  private static final int MOST_ESCAPES = 7;

  /**
   * A name in front of a separator.
   *
   * @param end behind its last letter
   * @param quoted whether it is in quotes
   */
  private record Name(int end, boolean quoted, String letters) {
    boolean is(List<String> keywords) {
      return keywords.stream().anyMatch(letters::endsWith);
    }
  }

  static void find(String text, List<Span> found) {
    for (var at = 0; at < text.length(); ) {
      var c = text.charAt(at);
      at = c == '=' || c == ':' ? separator(text, at, found) : at + 1;
    }
  }

  /** Answers where to go on. */
  private static int separator(String text, int at, List<Span> found) {
    var name = nameBefore(text, at);
    var header = name.is(HEADERS);
    var secret = header || name.is(SECRETS);
    var inQuery = inQuery(text, name.end);
    var word = name.is(WORDS) || inQuery && name.letters.equals(SIGNATURE);
    if (!secret && (!word || SecretNames.harmless(name.letters))) {
      return at + 1;
    }
    var sentence = text.charAt(at) == ':' && !name.quoted;
    if (sentence && (!secret || Arns.around(text, name.end - 1))) {
      return at + 1;
    }
    return value(text, at + 1, header, secret, inQuery, found);
  }

  private static Name nameBefore(String text, int separator) {
    var end = separator;
    while (end > 0 && separator - end < MOST_SPACE && isSpace(text.charAt(end - 1))) {
      end--;
    }
    var quoted = end > 0 && isQuote(text.charAt(end - 1));
    if (quoted) {
      end--;
      var quote = end;
      while (end > 0 && quote - end < MOST_ESCAPES && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    var from = end;
    while (from > 0 && end - from < LONGEST_KEYWORD && isOfName(text.charAt(from - 1))) {
      from--;
    }
    return new Name(end, quoted, SecretNames.letters(text.substring(from, end)));
  }

  private static int value(
      String text, int at, boolean header, boolean secret, boolean inQuery, List<Span> found) {
    var from = behindSpace(text, at);
    var quote = from;
    while (quote < text.length() && text.charAt(quote) == '\\') {
      quote++;
    }
    if (quote < text.length() && isQuote(text.charAt(quote))) {
      return add(text, quote + 1, closing(text, quote, quote - from), found);
    }
    var to = header ? lineEnd(text, from) : wordEnd(text, from, inQuery);
    return !secret && isNumber(text, from, to) ? to : add(text, from, to, found);
  }

  private static int add(String text, int from, int to, List<Span> found) {
    if (to - from > LONGEST_WORD || to > from && SecretNames.something(text.substring(from, to))) {
      found.add(new Span(from, to, SecretKind.NAMED));
    }
    return to;
  }

  private static int behindSpace(String text, int at) {
    var from = at;
    while (from < text.length() && from - at < MOST_SPACE && isSpace(text.charAt(from))) {
      from++;
    }
    return from;
  }

  /** Of a quoted value, in JSON that may be quoted in JSON itself, or in SQL. */
  private static int closing(String text, int open, int escapes) {
    var quote = text.charAt(open);
    var backslashes = 0;
    for (var at = open + 1; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      var ends = escapes == 0 ? backslashes % 2 == 0 : backslashes <= escapes;
      if (c == quote && ends) {
        var doubled = quote == '\'' && at + 1 < text.length() && text.charAt(at + 1) == quote;
        if (!doubled) {
          return Math.max(open + 1, at - (escapes == 0 ? 0 : backslashes));
        }
        at++;
      }
      backslashes = 0;
    }
    return text.length();
  }

  private static int wordEnd(String text, int from, boolean inQuery) {
    var to = from;
    if (from < text.length() && "[{(".indexOf(text.charAt(from)) >= 0) {
      var close = text.indexOf("]})".charAt("[{(".indexOf(text.charAt(from))), from);
      to = close < 0 ? text.length() : close;
    }
    while (to < text.length()
        && !Character.isWhitespace(text.charAt(to))
        && ";\"'<>".indexOf(text.charAt(to)) < 0
        && !(inQuery && text.charAt(to) == '&')) {
      to++;
    }
    return to;
  }

  private static int lineEnd(String text, int from) {
    var to = from;
    while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
      to++;
    }
    return to;
  }

  private static boolean inQuery(String text, int nameEnd) {
    var from = nameEnd;
    while (from > 0 && nameEnd - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
      from--;
    }
    return from > 0 && (text.charAt(from - 1) == '?' || text.charAt(from - 1) == '&');
  }

  /** Fencing tokens and the like, with what may stand behind them in a record. */
  private static boolean isNumber(String text, int from, int to) {
    var last = to;
    while (last > from && ",.)]}".indexOf(text.charAt(last - 1)) >= 0) {
      last--;
    }
    return last > from && text.substring(from, last).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "_.%-".indexOf(c) >= 0;
  }

  private NamedValues() {}
}
