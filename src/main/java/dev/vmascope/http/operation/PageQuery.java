package dev.vmascope.http.operation;

import dev.vmascope.http.api.PageHead;
import dev.vmascope.http.api.Parameters;
import io.swagger.v3.oas.annotations.Parameter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query parameters of a page of a list, as they were sent. A cursor is the text of the sort
/// key of the last row before the page, so it stays valid while rows come and go.
public record PageQuery(
    @Limit @Nullable String limit,
    @Parameter(description = "The value of next from the previous page") @Nullable String after) {
  /// The requested page.
  ///
  /// @param fitting the rows that match the filters, in their order
  /// @param key the sort key of a row; unique for each row
  /// @param parser the parser of the text of a sort key
  public <R, K> Page<R> of(
      List<R> fitting,
      Function<R, K> key,
      Function<String, K> parser,
      Comparator<? super K> order) {
    Optional<K> end = Optional.ofNullable(after).map(parser);
    List<R> rows =
        fitting.stream()
            .filter(row -> end.isEmpty() || order.compare(key.apply(row), end.get()) > 0)
            .limit(Parameters.limit(limit, Limit.ROWS))
            .toList();
    String next = null;
    if (!rows.isEmpty()) {
      K last = key.apply(rows.getLast());
      next = last.equals(key.apply(fitting.getLast())) ? null : last.toString();
    }
    return new Page<>(new PageHead(fitting.size(), next), rows);
  }
}
