package dev.vmascope.http.format;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns of a row type: the components of its record, in order. A component that is itself a
/// record is replaced by its components. A name that is taken is prefixed with that of the
/// component before it, as in `object.name`.
///
/// @param <R> the row type
final class Columns<R extends Record> {
  /// A column, its value and the known share of the value.
  ///
  /// @param share the known share of the value, 1 for all; `null` for columns without one
  private record Column(
      String name,
      Function<Record, @Nullable Object> value,
      @Nullable Function<Record, @Nullable Object> share) {}

  private final List<Column> columns = new ArrayList<>();

  private final boolean details;

  /// @param details whether to include the components marked [WideOnly]
  Columns(Class<R> rowType, boolean details) {
    this.details = details;
    addAll(rowType, "", row -> row);
  }

  private void addAll(Class<?> recordType, String owner, Function<Record, @Nullable Object> path) {
    for (RecordComponent component : recordType.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      Function<Record, @Nullable Object> value = row -> get(component, path.apply(row));
      if (component.getType().isRecord()) {
        addAll(component.getType(), component.getName() + ".", value);
      } else if (details || !component.isAnnotationPresent(WideOnly.class)) {
        String name = component.getName();
        columns.add(
            new Column(
                names().contains(name) ? owner + name : name,
                value,
                share(recordType, component, path)));
      }
    }
  }

  private static @Nullable Function<Record, @Nullable Object> share(
      Class<?> recordType, RecordComponent component, Function<Record, @Nullable Object> path) {
    KnownShare known = component.getAnnotation(KnownShare.class);
    if (known == null) {
      return null;
    }
    RecordComponent of =
        Arrays.stream(recordType.getRecordComponents())
            .filter(other -> other.getName().equals(known.value()))
            .findFirst()
            .orElseThrow();
    of.getAccessor().setAccessible(true);
    return row -> get(of, path.apply(row));
  }

  private static @Nullable Object get(RecordComponent component, @Nullable Object owner) {
    try {
      return owner == null ? null : component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessor of a record component fails", e);
    }
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /// The cells of a row; `null` where a value is absent.
  List<@Nullable Object> cells(R row) {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    for (Column column : columns) {
      cells.add(cell(column.value().apply(row)));
    }
    return cells;
  }

  /// Whether the value in a column covers only a part of the whole.
  boolean isOfAPart(int column, R row) {
    Function<Record, @Nullable Object> share = columns.get(column).share();
    return share != null && share.apply(row) instanceof Number known && known.doubleValue() < 1;
  }

  /// The value of a cell; several values share a cell.
  private static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case Collection<?> several ->
          several.stream().map(String::valueOf).collect(Collectors.joining(" "));
      case Map<?, ?> named ->
          named.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining("; "));
      case null, default -> value;
    };
  }
}
