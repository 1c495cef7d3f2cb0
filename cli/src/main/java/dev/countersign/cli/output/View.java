package dev.countersign.cli.output;

import java.util.List;

/**
 * How one kind of document is shown.
 *
 * @param name the path of what names one, for -o name
 * @param list the field of a list's pages that has the items
 */
public record View(String name, String list, List<Column> columns) {
  public View {
    columns = List.copyOf(columns);
  }

  List<Column> table(boolean wide) {
    return columns.stream()
        .filter(column ->
            column.when() == Column.When.ALWAYS || wide && column.when() == Column.When.WIDE)
        .toList();
  }
}
