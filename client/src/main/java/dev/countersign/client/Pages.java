package dev.countersign.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads page after page, each when it is needed. */
final class Pages<T> implements Iterator<Pages.Page<T>> {
  /** One page, and the cursor of the next. */
  record Page<T>(List<T> items, @Nullable String next) {}

  private final Function<@Nullable String, Page<T>> read;
  private @Nullable String cursor;
  private boolean over;

  private Pages(Function<@Nullable String, Page<T>> read) {
    this.read = read;
  }

  /**
   * All items.
   *
   * @param read the page of a cursor; the first of null
   */
  static <T> Stream<T> stream(Function<@Nullable String, Page<T>> read) {
    var pages = Spliterators.spliteratorUnknownSize(new Pages<>(read), Spliterator.ORDERED);
    return StreamSupport.stream(pages, false).flatMap(page -> page.items().stream());
  }

  @Override
  public boolean hasNext() {
    return !over;
  }

  @Override
  public Page<T> next() {
    if (over) {
      throw new NoSuchElementException();
    }
    var page = read.apply(cursor);
    cursor = page.next();
    over = cursor == null;
    return page;
  }
}
