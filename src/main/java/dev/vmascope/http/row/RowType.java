package dev.vmascope.http.row;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  /// The same rows with only some columns, in the order of their names. A name is that of a column,
  /// or of an object of JSON with several.
  ///
  /// @param names the names; each is one of [RowType#names]
  RowType<R> only(List<String> names);

  /// Whether its columns were chosen by name.
  boolean isChosen();

  /// The names that columns are chosen by.
  default Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (CellColumn<R> column : cells()) {
      names.add(column.name());
      int dot = column.path().indexOf('.');
      names.add(dot < 0 ? column.path() : column.path().substring(0, dot));
    }
    return names;
  }

  /// The type of the rows of a class: as described by its [RowSerializer], else as its components
  /// are.
  @SuppressWarnings("unchecked") // the type of a class is of its rows
  static <R> RowType<R> of(Class<R> rows) {
    return (RowType<R>) KnownRows.TYPES.get(rows);
  }

  /// The row types that were made before.
  final class KnownRows {
    private static final ClassValue<RowType<?>> TYPES =
        new ClassValue<>() {
          @Override
          protected RowType<?> computeValue(Class<?> rows) {
            DescribedRow<?> described = RowSerializer.description(rows);
            return described == null ? new RecordRow<>(rows) : described;
          }
        };

    private KnownRows() {}
  }
}
