package dev.vmascope.http.row;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// The type of the rows of a list: their columns, and their JSON.
///
/// @param <R> the class of the rows
public sealed interface RowType<R> permits DescribedRow, RecordRow {
  /// An encoder of rows.
  @FunctionalInterface
  interface Json<R> {
    /// Writes a row as the next value.
    void write(R row, JsonGenerator generator);
  }

  /// The columns of CSV and tables, in order.
  List<CellColumn<R>> cells();

  /// An encoder for one response.
  Json<R> json(JsonMapper mapper);

  /// The type of the rows of a class: as described by its [RowSerializer], else as its components
  /// are.
  static <R> RowType<R> of(Class<R> rows) {
    DescribedRow<R> described = RowSerializer.description(rows);
    return described == null ? new RecordRow<>(rows) : described;
  }
}
