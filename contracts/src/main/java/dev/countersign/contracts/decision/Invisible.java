package dev.countersign.contracts.decision;

/**
 * Characters that are not shown: what Unicode calls default-ignorable. Not all of them are of the
 * category for formats; some are letters or marks, and some are kept for later.
 */
final class Invisible {
  /** First and last of each range. */
  private static final int[][] NO_FORMATS = {
    {0x034F, 0x034F}, // joins graphemes
    {0x115F, 0x1160}, // Hangul fillers
    {0x17B4, 0x17B5}, // inherent vowels of Khmer
    {0x180B, 0x180F}, // Mongolian variants
    {0x2065, 0x2065},
    {0x3164, 0x3164}, // another Hangul filler
    {0xFE00, 0xFE0F}, // variants
    {0xFFA0, 0xFFA0}, // and one of half its width
    {0xFFF0, 0xFFF8},
    {0xE0000, 0xE0FFF}, // tags, more variants
  };

  static boolean is(int character) {
    if (Character.getType(character) == Character.FORMAT) {
      return true;
    }
    for (var range : NO_FORMATS) {
      if (character >= range[0] && character <= range[1]) {
        return true;
      }
    }
    return false;
  }

  static String without(String text) {
    return text.codePoints()
        .filter(character -> !is(character))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private Invisible() {}
}
