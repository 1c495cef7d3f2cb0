package dev.countersign.cli.output;

import java.util.Locale;

/** How data is printed. */
public enum Format {
  /** For people. */
  TABLE,
  /** The same with more columns. */
  WIDE,
  /** The API's document. */
  JSON,
  /** One document a line. */
  JSONL,
  YAML,
  /** What names it, one a line. */
  NAME,
  CSV;

  public boolean forPeople() {
    return this == TABLE || this == WIDE;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
