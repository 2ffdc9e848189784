package dev.vmascope.http.row;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A column of CSV and tables.
///
/// @param path the field in JSON, with the objects around it, as in `object.name`
/// @param wide whether tables for people omit it
/// @param summed whether the sum over all rows has a meaning
/// @param value the value of a row; `null` where it is absent
/// @param ofAPart whether the value covers only a part of the whole
/// @param <R> the row type
public record CellColumn<R>(
    String name,
    String path,
    boolean wide,
    boolean summed,
    Function<R, @Nullable Object> value,
    Predicate<R> ofAPart) {

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

  /// The order of columns by the names that they were chosen by.
  static Comparator<CellColumn<?>> inOrderOf(List<String> names) {
    return Comparator.comparingInt(column -> {
      int place = 0;
      while (place < names.size() && !column.isNamed(Set.of(names.get(place)))) {
        place++;
      }
      return place;
    });
  }

  /// Whether one of these names is that of the column, its field in JSON, or an object around it.
  boolean isNamed(Set<String> names) {
    boolean named = names.contains(name) || names.contains(path);
    for (int dot = path.indexOf('.'); dot >= 0 && !named; dot = path.indexOf('.', dot + 1)) {
      named = names.contains(path.substring(0, dot));
    }
    return named;
  }

  /// The column in rows that have this one's row as a part.
  ///
  /// @param part the part; `null` where it is absent
  <T> CellColumn<T> in(Function<T, @Nullable R> part) {
    return new CellColumn<>(
        name,
        path,
        wide,
        summed,
        row -> {
          R owner = part.apply(row);
          return owner == null ? null : value.apply(owner);
        },
        row -> {
          R owner = part.apply(row);
          return owner != null && ofAPart.test(owner);
        });
  }

  /// The same column, in an object of this name in JSON.
  CellColumn<R> under(String object) {
    return new CellColumn<>(name, object + "." + path, wide, summed, value, ofAPart);
  }

  /// The same column, which tables for people omit.
  CellColumn<R> inWideFormats() {
    return new CellColumn<>(name, path, true, summed, value, ofAPart);
  }

  /// The same column, of another name.
  CellColumn<R> named(String other) {
    return new CellColumn<>(other, path, wide, summed, value, ofAPart);
  }
}
