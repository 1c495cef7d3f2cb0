package dev.countersign.contracts.redaction;

import java.util.List;

/** Private keys in PEM, to the end of the text where no end is marked. */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final int LONGEST_LABEL = 40;

  static void find(String text, List<Span> found) {
    for (var from = text.indexOf(BEGIN); from >= 0; from = text.indexOf(BEGIN, from + 1)) {
      var label =
          text.substring(
              from + BEGIN.length(),
              Math.min(text.length(), from + BEGIN.length() + LONGEST_LABEL));
      if (label.contains("PRIVATE KEY")) {
        var to = end(text, from + BEGIN.length());
        found.add(new Span(from, to, SecretKind.PRIVATE_KEY));
        from = to - 1;
      }
    }
  }

  private static int end(String text, int from) {
    var end = text.indexOf(END, from);
    var dashes = end < 0 ? -1 : text.indexOf(DASHES, end + END.length());
    return dashes < 0 ? text.length() : dashes + DASHES.length();
  }

  private PrivateKeys() {}
}
