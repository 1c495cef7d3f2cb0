package dev.countersign.contracts.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where a secret is in a text.
 *
 * @param from its first character
 * @param to behind its last
 */
record Span(int from, int to, SecretKind kind) {

  /** In order, and those that overlap as one. */
  static List<Span> merged(List<Span> spans) {
    if (spans.size() < 2) {
      return spans;
    }
    var merged = new ArrayList<Span>();
    for (var span : spans.stream().sorted(Comparator.comparingInt(Span::from)).toList()) {
      var last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && span.from <= last.to) {
        merged.set(merged.size() - 1, new Span(last.from, Math.max(last.to, span.to), last.kind));
      } else {
        merged.add(span);
      }
    }
    return merged;
  }

  static String without(String text, List<Span> spans, String instead) {
    var shown = new StringBuilder();
    var at = 0;
    for (var span : spans) {
      shown.append(text, at, span.from).append(instead);
      at = span.to;
    }
    return shown.append(text, at, text.length()).toString();
  }
}
