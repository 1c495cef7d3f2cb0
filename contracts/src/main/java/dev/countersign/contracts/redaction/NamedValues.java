package dev.countersign.contracts.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that a name in front of them calls a secret: {@code password=…}, {@code "apiKey": "…"},
 * {@code Authorization: …}. A value ends with its quotes; without quotes, at white space, a
 * semicolon, a quote or a bracket of a tag, in a query also at {@code &}; a header ends with its
 * line. Rather too much is hidden than too little.
 */
final class NamedValues {
  /**
   * Groups: headers; names in front of any separator; names that occur in sentences, too, in front
   * of {@code =} or where they are quoted; the end of the name's quotes; the separator.
   */
  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:(authorization|cookie)"
              + "|(passwords?|passwd|passphrase|pwd|secret"
              + "|(?:secret|api|access|private)[_.-]?key(?:[_-]?id)?|secret[_-]?access[_-]?key"
              + "|(?:auth|access|refresh|session|security|id)[_-]?token|connection[_-]?string)"
              + "|(token|credentials?|x-amz-signature|(?<=[?&])sig))"
              + "(\\\\{0,7}+[\"']?+)[ \\t]{0,4}+([=:])");

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_WORD = 300;
  private static final int MOST_SPACE = 4;

  static void find(String text, List<Span> found) {
    var name = NAME.matcher(text);
    var at = 0;
    while (name.find(at)) {
      at = value(text, name, found);
    }
  }

  /** Answers where to go on. */
  private static int value(String text, Matcher name, List<Span> found) {
    var sentence = name.group(5).equals(":") && name.group(4).isEmpty();
    if (sentence && (name.group(3) != null || Arns.around(text, name.start()))) {
      return name.end();
    }
    var from = behindSpace(text, name.end());
    var quote = from;
    while (quote < text.length() && text.charAt(quote) == '\\') {
      quote++;
    }
    if (quote < text.length() && isQuote(text.charAt(quote))) {
      return add(text, quote + 1, closing(text, quote, quote - from), found);
    }
    var to = name.group(1) == null ? wordEnd(text, from, inQuery(text, name)) : lineEnd(text, from);
    return name.group(3) != null && isNumber(text, from, to) ? to : add(text, from, to, found);
  }

  private static int add(String text, int from, int to, List<Span> found) {
    if (to - from > LONGEST_WORD || to > from && SecretNames.something(text.substring(from, to))) {
      found.add(new Span(from, to, SecretKind.NAMED));
    }
    return to;
  }

  private static int behindSpace(String text, int at) {
    var from = at;
    while (from < text.length()
        && from - at < MOST_SPACE
        && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
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

  private static boolean inQuery(String text, Matcher name) {
    var from = name.start();
    while (from > 0 && name.start() - from < LONGEST_NAME && isOfName(text.charAt(from - 1))) {
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

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "_.%-".indexOf(c) >= 0;
  }

  private NamedValues() {}
}
