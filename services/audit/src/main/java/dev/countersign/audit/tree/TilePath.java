package dev.countersign.audit.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a tile in the C2SP tlog-tiles layout: {@code 0/x001/234}, {@code 1/000.p/17}, {@code
 * entries/000}.
 *
 * @param level the tile's level, or {@link #ENTRIES}
 * @param index which tile of its level
 * @param width how many hashes or entries: 256, or fewer at the edge
 */
public record TilePath(int level, long index, int width) {
  /** Not a level of hashes but the entries themselves. */
  public static final int ENTRIES = -1;

  /** Of a full tile. */
  public static final int FULL = 256;

  private static final int HEIGHT = 8;
  private static final int MAX_LEVEL = 6;
  private static final Pattern FORM =
      Pattern.compile(
          "(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  /** Reads what follows {@code tile/}; empty when it names no tile. */
  public static Optional<TilePath> parse(String path) {
    var matcher = FORM.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    var tile = new TilePath(level, index, width);
    return level <= MAX_LEVEL && width <= FULL && tile.toString().equals(path)
        ? Optional.of(tile)
        : Optional.empty();
  }

  /** Every tile of a level (or of the entries) that a tree of this size has, from the left. */
  public static List<TilePath> all(int level, long size) {
    long nodes = size >> (Math.max(level, 0) * HEIGHT);
    var tiles = new ArrayList<TilePath>();
    for (long first = 0; first < nodes; first += FULL) {
      tiles.add(new TilePath(level, first / FULL, (int) Math.min(FULL, nodes - first)));
    }
    return tiles;
  }

  /** Which level of the binary tree its hashes are of. */
  public int nodeLevel() {
    return Math.max(level, 0) * HEIGHT;
  }

  /** The first node of that level, or the first entry. */
  public long from() {
    return index * FULL;
  }

  /** After the last node or entry. */
  public long to() {
    return from() + width;
  }

  /** Whether a tree of this size has all of it. */
  public boolean within(long size) {
    return width <= FULL && to() <= size >> nodeLevel();
  }

  @Override
  public String toString() {
    var digits = new StringBuilder();
    for (long rest = index; ; rest /= 1000) {
      var group = "%03d".formatted(rest % 1000);
      digits.insert(0, digits.isEmpty() ? group : 'x' + group + '/');
      if (rest < 1000) {
        break;
      }
    }
    var base = (level == ENTRIES ? "entries" : Integer.toString(level)) + '/' + digits;
    return width == FULL ? base : base + ".p/" + width;
  }
}
