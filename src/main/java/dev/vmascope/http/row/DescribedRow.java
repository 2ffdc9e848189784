package dev.vmascope.http.row;

import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A description of rows: their columns, in the order of every format. All formats and the schema
/// come from it, and what a caller may not see is left out here.
///
/// @param <R> the class of the rows
public final class DescribedRow<R> implements RowType<R> {
  private final String name;
  private final @Nullable String description;
  private final Predicate<? super R> addresses;
  private final List<Column<? super R>> columns;
  private final List<String> chosen;

  /// @param name the name of the schema
  /// @param description the meaning of the row; `null` for none
  /// @param addresses whether a row is for a caller with the scope `maps:addresses`
  public DescribedRow(
      String name,
      @Nullable String description,
      Predicate<? super R> addresses,
      List<? extends Column<? super R>> columns) {
    this(name, description, addresses, columns, List.of());
  }

  /// @param chosen the names that the columns were chosen by, in order; none for all columns
  private DescribedRow(
      String name,
      @Nullable String description,
      Predicate<? super R> addresses,
      List<? extends Column<? super R>> columns,
      List<String> chosen) {
    this.name = name;
    this.description = description;
    this.addresses = addresses;
    this.columns = List.copyOf(columns);
    this.chosen = chosen;
  }

  /// The same rows without some columns, for what has nothing to put there.
  ///
  /// @param names the names of the columns
  public DescribedRow<R> without(Set<String> names) {
    return new DescribedRow<>(
        name,
        description,
        addresses,
        columns.stream().filter(column -> !names.contains(column.name())).toList());
  }

  @Override
  public DescribedRow<R> only(List<String> names) {
    return new DescribedRow<>(name, description, addresses, some(Set.copyOf(names)), names);
  }

  @Override
  public boolean isChosen() {
    return !chosen.isEmpty();
  }

  /// The same rows with the columns of these names; empty if there is none.
  Optional<DescribedRow<R>> narrowed(Set<String> names) {
    List<Column<? super R>> some = some(names);
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(new DescribedRow<>(name, description, addresses, some));
  }

  private List<Column<? super R>> some(Set<String> names) {
    List<Column<? super R>> some = new ArrayList<>();
    columns.forEach(column -> column.only(names).ifPresent(some::add));
    return some;
  }

  /// The same rows without the columns that only wide tables have.
  DescribedRow<R> inShortTables() {
    return new DescribedRow<>(
        name, description, addresses, columns.stream().filter(column -> !column.isWide()).toList());
  }

  /// An encoder of the rows of one response as JSON.
  static final class Encoder<R> {
    private final Predicate<? super R> addresses;
    private final JsonField<? super R>[] withAddresses;
    private final JsonField<? super R>[] withoutAddresses;

    Encoder(DescribedRow<R> type) {
      addresses = type.addresses;
      withAddresses = fields(type, true);
      withoutAddresses = fields(type, false);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // an array, which C1 walks faster than a list
    private static <R> JsonField<? super R>[] fields(DescribedRow<R> type, boolean scope) {
      return type.columns.stream()
          .filter(column -> column.isFor(scope))
          .map(column -> field(column, scope))
          .toArray(JsonField[]::new);
    }

    private static <T> JsonField<T> field(Column<T> column, boolean scope) {
      JsonField<T> field = column.json().get();
      Predicate<T> harmless = scope ? null : column.harmless();
      return harmless == null ? field : new JsonField.Where<>(harmless, field);
    }

    /// Adds a row, as an object.
    void write(R row, JsonBytes out) {
      JsonField<? super R>[] fields = addresses.test(row) ? withAddresses : withoutAddresses;
      int begin = out.length();
      for (JsonField<? super R> field : fields) {
        field.write(row, out);
      }
      out.close(begin, '{', '}');
    }
  }

  /// The name of the schema.
  String name() {
    return name;
  }

  /// The most bytes of JSON of a row, apart from its texts.
  int room() {
    return columns.stream().mapToInt(Column::room).sum();
  }

  Encoder<R> encoder() {
    return new Encoder<>(this);
  }

  /// The JSON of a row.
  byte[] encode(R row) {
    JsonBytes out = new JsonBytes();
    out.begin(room());
    encoder().write(row, out);
    return out.asUnquotedUTF8();
  }

  @Override
  public Json<R> json(JsonMapper mapper) {
    Encoder<R> encoder = encoder();
    JsonBytes out = new JsonBytes();
    int room = room();
    return (row, generator) -> {
      out.begin(room);
      encoder.write(row, out);
      generator.writeRawValue(out);
    };
  }

  @Override
  public List<CellColumn<R>> cells() {
    return columns.stream()
        .flatMap(column -> cells(column, addresses))
        .sorted(CellColumn.inOrderOf(chosen))
        .toList();
  }

  private static <T, R extends T> Stream<CellColumn<R>> cells(
      Column<T> column, Predicate<? super R> addresses) {
    return column.cells().stream()
        .map(cell -> cell.<R>in(row -> column.shows(row, addresses.test(row)) ? row : null));
  }

  /// The fields that callers without the scope `maps:addresses` never see.
  Stream<String> hidden() {
    return columns.stream().flatMap(column -> column.hidden().stream());
  }

  /// The same, as paths in an answer.
  ///
  /// @param prefix the path of the row
  public String[] hidden(String prefix) {
    return hidden().map(prefix::concat).toArray(String[]::new);
  }

  /// The schema of a row.
  Schema<?> schema() {
    Schema<?> schema = new ObjectSchema().description(description);
    columns.forEach(column -> schema.addProperty(column.name(), column.schema().get()));
    return schema;
  }
}
