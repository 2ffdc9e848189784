package dev.vmascope.http.row;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column of CSV and tables.
///
/// @param wide whether tables for people omit it
/// @param value the value of a row; `null` where it is absent
/// @param ofAPart whether the value covers only a part of the whole
/// @param <R> the row type
public record CellColumn<R>(
    String name, boolean wide, Function<R, @Nullable Object> value, Predicate<R> ofAPart) {

  /// The content of its cell; several values share a cell.
  public @Nullable Object cell(R row) {
    return switch (value.apply(row)) {
      case Collection<?> several ->
          several.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case Map<?, ?> named ->
          named.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining("; "));
      case null -> null;
      case Object single -> single;
    };
  }

  /// The column in rows that have this one's row as a part.
  ///
  /// @param part the part; `null` where it is absent
  <T> CellColumn<T> in(Function<T, @Nullable R> part) {
    return new CellColumn<>(
        name,
        wide,
        row -> {
          R owner = part.apply(row);
          return owner == null ? null : value.apply(owner);
        },
        row -> {
          R owner = part.apply(row);
          return owner != null && ofAPart.test(owner);
        });
  }

  /// The same column, which tables for people omit.
  CellColumn<R> inWideFormats() {
    return new CellColumn<>(name, true, value, ofAPart);
  }

  /// The same column, of another name.
  CellColumn<R> named(String other) {
    return new CellColumn<>(other, wide, value, ofAPart);
  }
}
