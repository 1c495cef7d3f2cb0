package dev.countersign.contracts.redaction;

/** E-mail addresses in a text: {@code a***@example.org} is left of them. */
final class EmailAddresses {
  private static final String HIDDEN = "***";

  static String masked(String text) {
    var shown = new StringBuilder();
    var copied = 0;
    for (var at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      var from = at;
      while (from > copied && isOfName(text.charAt(from - 1))) {
        from--;
      }
      if (from < at && isDomain(text, at + 1) && !Arns.around(text, from)) {
        shown.append(text, copied, from + 1).append(HIDDEN);
        copied = at;
      }
    }
    return copied == 0 ? text : shown.append(text, copied, text.length()).toString();
  }

  /** At least two labels, and the last one of letters: no version, no object's address. */
  private static boolean isDomain(String text, int from) {
    var to = from;
    while (to < text.length() && isOfDomain(text.charAt(to))) {
      to++;
    }
    while (to > from && !Character.isLetterOrDigit(text.charAt(to - 1))) {
      to--;
    }
    var dot = to - 1;
    while (dot > from && text.charAt(dot) != '.') {
      dot--;
    }
    return dot > from
        && to - dot > 2
        && text.substring(dot + 1, to).chars().allMatch(c -> Character.isLetter(c) || c == '-');
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || "._%+-".indexOf(c) >= 0;
  }

  private static boolean isOfDomain(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '.';
  }

  private EmailAddresses() {}
}
