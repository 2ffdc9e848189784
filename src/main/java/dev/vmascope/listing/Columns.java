package dev.vmascope.listing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns of a row type: the components of its record, in order; those of a component that is
/// a record itself stand in its place. A name that is taken has that of the component before it, as
/// in `object.name`.
///
/// @param <R> the row type
final class Columns<R extends Record> {
  /// @param share how much of the value is known, 1 for all; `null` where that is no question
  private record Column(
      String name,
      Function<Record, @Nullable Object> value,
      @Nullable Function<Record, @Nullable Object> share) {}

  private final List<Column> columns = new ArrayList<>();

  private final boolean details;

  /// @param details whether to have the components marked [Detail]
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
      } else if (details || !component.isAnnotationPresent(Detail.class)) {
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

  /// Whether a column of a row adds up a part of what there is.
  boolean isOfAPart(int column, R row) {
    Function<Record, @Nullable Object> share = columns.get(column).share();
    return share != null && share.apply(row) instanceof Number known && known.doubleValue() < 1;
  }

  /// Several values share a cell.
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
