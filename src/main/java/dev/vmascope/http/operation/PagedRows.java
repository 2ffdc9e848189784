package dev.vmascope.http.operation;

import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.http.row.RowTotals;
import dev.vmascope.http.row.RowType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The rows of a list in pages: their own order, and their columns.
///
/// @param key the sort key of an item in the list's own order; unique for each
/// @param parser the parser of the text of a sort key
/// @param order the list's own order
/// @param type the rows
/// @param row the row of an item
/// @param totals the totals of items
/// @param <T> the class of the items
/// @param <R> the class of the rows
/// @param <K> the class of the sort keys
public record PagedRows<T, R, K>(
    Function<T, K> key,
    Function<String, K> parser,
    Comparator<? super K> order,
    RowType<R> type,
    Function<T, R> row,
    Function<List<T>, Map<String, Long>> totals) {
  /// Rows that the list's own order sorts, with totals over their own columns.
  public static <T, R, K> PagedRows<T, R, K> of(
      Function<T, K> key,
      Function<String, K> parser,
      Comparator<? super K> order,
      Class<R> rows,
      Function<T, R> row) {
    RowType<R> type = RowType.of(rows);
    return new PagedRows<>(key, parser, order, type, row, items -> totals(items, type, row));
  }

  /// The same rows, whose totals cost less to make: they are the values of a record.
  ///
  /// @param sum the record of some items, of which there is at least one
  public <S> PagedRows<T, R, K> summing(Class<S> sums, Function<List<T>, S> sum) {
    RowType<S> summed = RowType.of(sums);
    return new PagedRows<>(
        key,
        parser,
        order,
        type,
        row,
        items -> items.isEmpty() ? Map.of() : totals(List.of(items), summed, sum));
  }

  private static <T, P> Map<String, Long> totals(
      List<T> items, RowType<P> type, Function<T, P> part) {
    RowTotals<P> totals = new RowTotals<>(type);
    if (!totals.isEmpty()) {
      AnswerWork.over(items).forEach(item -> totals.add(part.apply(item)));
    }
    return totals.sums();
  }
}
