package dev.vmascope.http.row;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The sums of the columns of rows whose sum has a meaning.
///
/// @param <R> the class of the rows
public final class RowTotals<R> {
  private final List<CellColumn<R>> columns;
  private final long[] sums;
  private final boolean[] known;

  /// Totals of no rows yet.
  public RowTotals(RowType<R> type) {
    columns = type.cells().stream().filter(CellColumn::summed).toList();
    sums = new long[columns.size()];
    known = new boolean[columns.size()];
  }

  /// Whether no column has a sum.
  public boolean isEmpty() {
    return columns.isEmpty();
  }

  /// Adds a row; a value that it lacks adds nothing.
  public void add(R row) {
    for (int i = 0; i < sums.length; i++) {
      if (columns.get(i).value().apply(row) instanceof Number number) {
        sums[i] += number.longValue();
        known[i] = true;
      }
    }
  }

  /// The sums by the names of their columns, in the order of these; without those that no row has.
  public Map<String, Long> sums() {
    Map<String, Long> named = new LinkedHashMap<>();
    for (int i = 0; i < sums.length; i++) {
      if (known[i]) {
        named.put(columns.get(i).name(), sums[i]);
      }
    }
    return named;
  }
}
