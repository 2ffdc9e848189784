package dev.vmascope.http.operation;

import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.format.AnswerWork;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query parameters of a page of a list, as they were sent. A cursor is the text of the sort
/// key of the last row before the page, so it stays valid while rows come and go.
public record PageQuery(
    @Parameter(description = SortOrder.DESCRIPTION) @Nullable String sort,
    @Limit @Nullable String limit,
    @Parameter(description = "The value of next from the previous page") @Nullable String after) {
  /// The requested page.
  ///
  /// @param fitting the rows that match the filters, in the list's own order
  public <T, R, K> Page<T> of(List<T> fitting, PagedRows<T, R, K> rows) {
    if (sort == null) {
      return page(fitting, rows.key(), rows.parser(), rows.order(), rows);
    }
    SortOrder<R> order = SortOrder.parse(sort, rows.type());
    Comparator<SortKey<K>> byKey = SortKey.order(order.order(), rows.order());
    Optional<SortKey<K>> end =
        Optional.ofNullable(after)
            .map(cursor -> SortKey.parse(cursor, order.size(), rows.parser()));
    // Keys are as long as the texts of rows: only those of the page are kept.
    FirstRows<Sorted<T, K>> first =
        new FirstRows<>(
            Parameters.limit(limit, Limit.ROWS), Comparator.comparing(Sorted::key, byKey));
    for (T item : fitting) {
      AnswerWork.row();
      SortKey<K> key = new SortKey<>(order.values(rows.row().apply(item)), rows.key().apply(item));
      if (end.isEmpty() || byKey.compare(key, end.get()) > 0) {
        first.add(new Sorted<>(item, key));
      }
    }
    List<Sorted<T, K>> page = first.inOrder();
    String next = first.isCut() ? page.getLast().key().toString() : null;
    return new Page<>(
        new PageHead(fitting.size(), next, totals(fitting, rows), null),
        page.stream().map(Sorted::item).toList());
  }

  /// An item with its key in the requested order.
  private record Sorted<T, K>(T item, SortKey<K> key) {}

  private <T, K> Page<T> page(
      List<T> fitting,
      Function<T, K> key,
      Function<String, K> parser,
      Comparator<? super K> order,
      PagedRows<T, ?, ?> totalled) {
    Optional<K> end = Optional.ofNullable(after).map(parser);
    List<T> rows =
        fitting.stream()
            .filter(row -> end.isEmpty() || order.compare(key.apply(row), end.get()) > 0)
            .limit(Parameters.limit(limit, Limit.ROWS))
            .toList();
    String next = null;
    if (!rows.isEmpty()) {
      K last = key.apply(rows.getLast());
      next = last.equals(key.apply(fitting.getLast())) ? null : last.toString();
    }
    return new Page<>(new PageHead(fitting.size(), next, totals(fitting, totalled), null), rows);
  }

  /// The totals, on the first page; `null` where no column has any.
  private <T> @Nullable Map<String, Long> totals(List<T> fitting, PagedRows<T, ?, ?> rows) {
    Map<String, Long> totals = after == null ? rows.totals().apply(fitting) : Map.of();
    return totals.isEmpty() ? null : totals;
  }
}
