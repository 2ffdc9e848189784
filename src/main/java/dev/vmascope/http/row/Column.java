package dev.vmascope.http.row;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A column of a described row: words, values, and who may see them. A [ColumnBuilder] makes it.
///
/// @param name the name in every format
/// @param audience the callers who may see its values
/// @param harmless the rows whose value may be shown without the scope `maps:addresses` as well;
///   `null` for all
/// @param hidden the fields that callers without that scope never see, as paths
/// @param json a fresh encoder of the value, for the rows of one response
/// @param cells the value in CSV and tables: a column, or those of a nested row
/// @param narrowed the column with only the cells of these names; empty if it has none of them
/// @param schema a fresh description of the value
/// @param room the most bytes of JSON, apart from those of texts
/// @param <R> the row type
public record Column<R>(
    String name,
    Audience audience,
    @Nullable Predicate<R> harmless,
    List<String> hidden,
    Supplier<JsonField<R>> json,
    List<CellColumn<R>> cells,
    Function<Set<String>, Optional<Column<R>>> narrowed,
    Supplier<Schema<?>> schema,
    int room) {

  /// The callers who may see the values of a column.
  enum Audience {
    /// Whoever may ask for the row.
    ALL,
    /// Callers with the scope `maps:addresses`.
    WITH_ADDRESSES,
    /// Callers without it, in place of columns that need it.
    WITHOUT_ADDRESSES
  }

  /// A column of rows of another type: an object in JSON, columns of their own in CSV and tables.
  ///
  /// @param value the row; `null` where it is absent
  public static <R, N> Column<R> of(
      String name, DescribedRow<N> type, Function<R, @Nullable N> value) {
    return new Column<>(
        name,
        Audience.ALL,
        null,
        type.hidden().map(field -> name + "." + field).toList(),
        () -> new JsonField.OfNullable<>(name, value, type.encoder()::write),
        type.cells().stream().map(column -> column.in(value).under(name)).toList(),
        names -> type.narrowed(names).map(some -> of(name, some, value)),
        () -> new Schema<>().$ref(type.name()),
        name.length() + JsonField.ROOM + type.room());
  }

  /// The column if it has one of these names, or its cells that have one; empty if none has.
  Optional<Column<R>> only(Set<String> names) {
    return names.contains(name) ? Optional.of(this) : narrowed.apply(names);
  }

  /// Whether only wide tables have it.
  boolean isWide() {
    return cells.stream().allMatch(CellColumn::wide);
  }

  /// The same column, which only wide tables have.
  public Column<R> inWideFormats() {
    return new Column<>(
        name,
        audience,
        harmless,
        hidden,
        json,
        cells.stream().map(CellColumn::inWideFormats).toList(),
        names -> narrowed.apply(names).map(Column::inWideFormats),
        schema,
        room);
  }

  /// Whether callers see the value of any row.
  ///
  /// @param addresses whether they have the scope `maps:addresses`
  boolean isFor(boolean addresses) {
    return switch (audience) {
      case ALL -> true;
      case WITH_ADDRESSES -> addresses;
      case WITHOUT_ADDRESSES -> !addresses;
    };
  }

  /// Whether callers see the value of a row.
  ///
  /// @param addresses whether they have the scope `maps:addresses`
  boolean shows(R row, boolean addresses) {
    return isFor(addresses) && (addresses || harmless == null || harmless.test(row));
  }
}
