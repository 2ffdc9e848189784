package dev.vmascope.http.operation;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The first rows of many in an order. No more of them are kept.
///
/// @param <T> the class of the rows
public final class FirstRows<T> {
  private final int most;
  private final Comparator<T> order;
  private final PriorityQueue<T> rows;
  private boolean cut;

  /// @param most the number of rows that are kept
  public FirstRows(int most, Comparator<T> order) {
    this.most = most;
    this.order = order;
    rows = new PriorityQueue<>(order.reversed());
  }

  /// Takes a row, and drops the last one if there are too many.
  public void add(T row) {
    if (rows.size() == most) {
      cut = true;
      if (order.compare(row, rows.element()) >= 0) {
        return;
      }
      rows.remove();
    }
    rows.add(row);
  }

  /// Whether a row was dropped.
  boolean isCut() {
    return cut;
  }

  /// The rows that are kept, in order.
  public List<T> inOrder() {
    return rows.stream().sorted(order).toList();
  }
}
