package dev.countersign.contracts.decision;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads the tags that tell an instance's environment. Policy classifies with it and the executor
 * compares with it, so that no tag is seen by one of them and overlooked by the other.
 */
public final class EnvironmentTags {
  private static final String BETWEEN = "-";

  /**
   * The tags that have one of these names, as they are set.
   *
   * @param names compared by {@link #form}
   */
  public static SortedMap<String, String> found(
      Collection<String> names, Map<String, String> tags) {
    var forms = names.stream().map(EnvironmentTags::form).collect(Collectors.toSet());
    var found = new TreeMap<String, String>();
    tags.forEach((name, value) -> {
      if (forms.contains(form(name))) {
        found.put(name, value);
      }
    });
    return Collections.unmodifiableSortedMap(found);
  }

  /**
   * What a tag's value says: the whole of it, or else production where it names production
   * anywhere, or else what it begins with. {@code Production-EU} and {@code pre-prod} are
   * production, {@code dev_2} is development; {@code non-dev} begins with nothing known.
   *
   * @param values what a tag may say, by {@link #form}
   * @return empty for a value that is not known; whoever asks has to take it for production
   */
  public static Optional<Environment> understood(Map<String, Environment> values, String value) {
    var form = form(value);
    var whole = values.get(form);
    if (whole != null) {
      return Optional.of(whole);
    }
    var words = BETWEEN + form + BETWEEN;
    if (values.entrySet().stream()
        .filter(known -> known.getValue() == Environment.PRODUCTION)
        .anyMatch(known -> words.contains(BETWEEN + known.getKey() + BETWEEN))) {
      return Optional.of(Environment.PRODUCTION);
    }
    return values.entrySet().stream()
        .filter(known -> words.startsWith(BETWEEN + known.getKey() + BETWEEN))
        .max(Comparator.comparingInt(known -> known.getKey().length()))
        .map(Map.Entry::getValue);
  }

  /**
   * What texts have in common that a person reads as the same: words of letters and numbers,
   * without case, joined by hyphens. Blanks of every kind, separators, invisible characters and the
   * width of letters make no difference ({@code NFKC}); letters of another script do.
   */
  public static String form(String text) {
    // Before as well: what is invisible keeps a letter and its accent apart.
    var plain = Normalizer.normalize(Invisible.without(text), Normalizer.Form.NFKC);
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    var before = Kind.NEITHER;
    for (var character : plain.codePoints().toArray()) {
      if (Invisible.is(character)) {
        continue;
      }
      var kind = Kind.of(character);
      if (kind != before) {
        close(words, word);
      }
      if (kind != Kind.NEITHER) {
        word.appendCodePoint(character);
      }
      before = kind;
    }
    close(words, word);
    return String.join(BETWEEN, words);
  }

  private static void close(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      // Upper case first: that is as near to case folding as Java comes.
      words.add(word.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
      word.setLength(0);
    }
  }

  private enum Kind {
    LETTER,
    NUMBER,
    NEITHER;

    static Kind of(int character) {
      return switch (Character.getType(character)) {
        case Character.UPPERCASE_LETTER,
            Character.LOWERCASE_LETTER,
            Character.TITLECASE_LETTER,
            Character.MODIFIER_LETTER,
            Character.OTHER_LETTER,
            Character.NON_SPACING_MARK,
            Character.COMBINING_SPACING_MARK,
            Character.ENCLOSING_MARK ->
            LETTER;
        case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
            NUMBER;
        default -> NEITHER;
      };
    }
  }

  private EnvironmentTags() {}
}
