package dev.countersign.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Columns that are as wide as what is in them. */
final class Table {
  private final List<Column> columns;
  private final boolean colours;

  Table(List<Column> columns, boolean colours) {
    this.columns = columns;
    this.colours = colours;
  }

  List<String> lines(List<JsonNode> rows) {
    var cells = new ArrayList<List<String>>();
    cells.add(columns.stream().map(Column::title).toList());
    rows.forEach(row -> cells.add(columns.stream().map(column -> column.cell(row)).toList()));
    var widths = new int[columns.size()];
    for (var line : cells) {
      for (var i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).codePointCount(0, line.get(i).length()));
      }
    }
    return cells.stream().map(line -> line(line, widths)).toList();
  }

  /** One thing, a line for each of its fields that there is. */
  List<String> details(JsonNode document) {
    var width = columns.stream().mapToInt(column -> column.title().length()).max().orElse(0);
    return columns.stream()
        .filter(column -> !column.cell(document).isEmpty())
        .map(column -> padded(column.title(), width) + "  " + coloured(column.cell(document)))
        .toList();
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var last = i == widths.length - 1;
      line.append(coloured(last ? cells.get(i) : padded(cells.get(i), widths[i]) + "  "));
    }
    return line.toString().stripTrailing();
  }

  private String coloured(String cell) {
    return colours ? Colours.of(cell) : cell;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.codePointCount(0, text.length())));
  }
}
