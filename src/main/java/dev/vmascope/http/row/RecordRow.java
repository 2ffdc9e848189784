package dev.vmascope.http.row;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A row whose columns are the components of its record, in order. A component that is itself a row
/// is replaced by its columns. A name that is taken is prefixed with that of the component before
/// it, as in `object.name`.
///
/// @param <R> the class of the rows
final class RecordRow<R> implements RowType<R> {
  private final Class<R> rows;
  private final List<CellColumn<R>> cells;
  private final boolean whole;

  /// The names of the components that are no columns.
  private final List<String> others;

  private RecordRow(Class<R> rows, List<CellColumn<R>> cells, boolean whole) {
    this.rows = rows;
    this.cells = cells;
    this.whole = whole;
    others =
        Arrays.stream(rows.getRecordComponents())
            .filter(component -> component.isAnnotationPresent(JsonOnly.class))
            .map(RecordComponent::getName)
            .toList();
  }

  RecordRow(Class<R> rows) {
    this(rows, new ArrayList<>(), true);
    for (RecordComponent component : rows.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      if (!others.contains(component.getName())) {
        columns(component).forEach(column -> add(component.getName(), column));
      }
    }
  }

  private List<CellColumn<R>> columns(RecordComponent component) {
    if (component.getType().isRecord() || RowSerializer.description(component.getType()) != null) {
      return in(component, component.getType());
    }
    return List.of(
        new CellColumn<>(
            component.getName(),
            component.getName(),
            component.isAnnotationPresent(WideOnly.class),
            component.isAnnotationPresent(Summed.class),
            row -> get(component, row),
            ofAPart(component)));
  }

  private <T> List<CellColumn<R>> in(RecordComponent component, Class<T> type) {
    Function<R, @Nullable T> part = row -> type.cast(get(component, row));
    boolean wide = component.isAnnotationPresent(WideOnly.class);
    boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
    return RowType.of(type).cells().stream()
        .map(column -> column.in(part))
        .map(column -> wide ? column.inWideFormats() : column)
        .map(column -> unwrapped ? column : column.under(component.getName()))
        .toList();
  }

  private void add(String owner, CellColumn<R> column) {
    boolean taken = cells.stream().anyMatch(other -> other.name().equals(column.name()));
    cells.add(taken ? column.named(owner + "." + column.name()) : column);
  }

  private Predicate<R> ofAPart(RecordComponent component) {
    KnownShare known = component.getAnnotation(KnownShare.class);
    if (known == null) {
      return _ -> false;
    }
    RecordComponent share =
        Arrays.stream(rows.getRecordComponents())
            .filter(other -> other.getName().equals(known.value()))
            .findFirst()
            .orElseThrow();
    share.getAccessor().setAccessible(true);
    return row -> get(share, row) instanceof Number number && number.doubleValue() < 1;
  }

  private static @Nullable Object get(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the accessor of a record component fails", e);
    }
  }

  @Override
  public List<CellColumn<R>> cells() {
    return List.copyOf(cells);
  }

  @Override
  public RowType<R> only(List<String> names) {
    Set<String> chosen = Set.copyOf(names);
    List<CellColumn<R>> some =
        cells.stream()
            .filter(column -> column.isNamed(chosen))
            .sorted(CellColumn.inOrderOf(names))
            .toList();
    return new RecordRow<>(rows, some, false);
  }

  @Override
  public boolean isChosen() {
    return !whole;
  }

  @Override
  public Json<R> json(JsonMapper mapper) {
    // A flush for every row would be a packet for every row.
    ObjectWriter writer =
        mapper.writerFor(rows).without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
    return whole
        ? (row, generator) -> writer.writeValue(generator, row)
        : (row, generator) -> generator.writeTree(chosen(mapper.valueToTree(row)));
  }

  /// The same row with only the chosen fields.
  private ObjectNode chosen(ObjectNode row) {
    ObjectNode chosen = row.objectNode();
    for (CellColumn<R> column : cells) {
      String[] path = column.path().split("\\.", -1);
      JsonNode value = row;
      ObjectNode owner = chosen;
      for (int i = 0; i < path.length; i++) {
        value = value.path(path[i]);
        if (i < path.length - 1 && value.isObject()) {
          owner = owner.withObjectProperty(path[i]);
        }
      }
      if (!value.isMissingNode()) {
        owner.set(path[path.length - 1], value);
      }
    }
    for (String other : others) {
      if (row.has(other)) {
        chosen.set(other, row.get(other));
      }
    }
    return chosen;
  }
}
