package dev.countersign.policy.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One rule as it was written. Cedar says what is wrong and not where, so rules are told apart here:
 * each ends with a semicolon that is in no text and in no comment.
 *
 * @param place file and line where it begins
 */
record Statement(String place, String text) {
  private static final Pattern ID = Pattern.compile("@id\\s*\\(\\s*\"([^\"]*)\"\\s*\\)");

  /** What its {@code @id} says; empty where it has none. */
  String id() {
    var id = ID.matcher(text);
    return id.find() ? id.group(1) : "";
  }

  /** All rules of a file, in order; the last one may lack its end. */
  static List<Statement> of(RulesFile file) {
    var scan = new Scan(file);
    var all = new ArrayList<Statement>();
    while (scan.skipToStatement()) {
      all.add(scan.statement());
    }
    return all;
  }

  private static final class Scan {
    private final String name;
    private final String text;
    private int at;

    Scan(RulesFile file) {
      this.name = file.name();
      this.text = file.text();
    }

    /** Past blanks and comments; false at the end. */
    boolean skipToStatement() {
      while (at < text.length()) {
        if (text.startsWith("//", at)) {
          skipLine();
        } else if (Character.isWhitespace(text.charAt(at))) {
          at++;
        } else {
          return true;
        }
      }
      return false;
    }

    Statement statement() {
      var begin = at;
      while (at < text.length() && text.charAt(at) != ';') {
        if (text.startsWith("//", at)) {
          skipLine();
        } else if (text.charAt(at) == '"') {
          skipText();
        } else {
          at++;
        }
      }
      at = Math.min(at + 1, text.length());
      var line = text.substring(0, begin).chars().filter(c -> c == '\n').count() + 1;
      return new Statement(name + ':' + line, text.substring(begin, at));
    }

    private void skipLine() {
      var end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }

    private void skipText() {
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        if (text.charAt(at) == '\\') {
          at++;
        }
      }
      at = Math.min(at + 1, text.length());
    }
  }
}
