package dev.vmascope.http.row;

import dev.vmascope.http.row.Column.Audience;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MapSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// The words of a column; its last method, a kind of value, makes the column.
///
/// @param name the name in every format
/// @param description the meaning of its values, for the API description
/// @param example an example of a value; `null` for none
/// @param wide whether tables for people omit it
/// @param audience the callers who may see it
/// @param harmless the rows whose value may be shown without the scope `maps:addresses` as well;
///   `null` for all
/// @param <R> the row type
public record ColumnBuilder<R>(
    String name,
    String description,
    @Nullable Object example,
    boolean wide,
    Audience audience,
    @Nullable Predicate<R> harmless) {

  /// A column of values that every caller may see, in all formats.
  public ColumnBuilder(String name, String description) {
    this(name, description, null, false, Audience.ALL, null);
  }

  /// The same, with an example.
  public ColumnBuilder<R> example(Object value) {
    return new ColumnBuilder<>(name, description, value, wide, audience, harmless);
  }

  /// The same, left out of tables for people.
  public ColumnBuilder<R> inWideFormats() {
    return new ColumnBuilder<>(name, description, example, true, audience, harmless);
  }

  /// The same, only for callers with the scope `maps:addresses`.
  public ColumnBuilder<R> needsAddresses() {
    return seenBy(Audience.WITH_ADDRESSES);
  }

  /// The same, only for callers without the scope `maps:addresses`.
  public ColumnBuilder<R> inPlaceOfAddresses() {
    return seenBy(Audience.WITHOUT_ADDRESSES);
  }

  private ColumnBuilder<R> seenBy(Audience callers) {
    return new ColumnBuilder<>(name, description, example, wide, callers, harmless);
  }

  /// The same; for callers without the scope `maps:addresses` only in some rows.
  ///
  /// @param shown the rows whose value is no address
  public ColumnBuilder<R> harmlessWhere(Predicate<R> shown) {
    return new ColumnBuilder<>(name, description, example, wide, audience, shown);
  }

  /// Addresses, or unsigned numbers that look like them: `0x`, lower case.
  public Column<R> address(ToLongFunction<R> value) {
    return column(
        () -> new JsonField.OfAddress<>(name, value),
        row -> Address.print(value.applyAsLong(row)),
        StringSchema::new);
  }

  /// Unsigned numbers as decimal strings, since they can pass 2^53.
  public Column<R> decimal(ToLongFunction<R> value) {
    return column(
        () -> new JsonField.OfDecimal<>(name, value),
        row -> Long.toUnsignedString(value.applyAsLong(row)),
        StringSchema::new);
  }

  /// Numbers of 64 bits.
  public Column<R> number(ToLongFunction<R> value) {
    return column(
        () -> new JsonField.OfNumber<>(name, value), value::applyAsLong, ColumnBuilder::int64);
  }

  /// Numbers of 64 bits, absent in some rows.
  ///
  /// @param known the rows that have one
  public Column<R> number(Predicate<R> known, ToLongFunction<R> value) {
    return column(
        () -> new JsonField.OfKnownNumber<>(name, known, value),
        row -> known.test(row) ? value.applyAsLong(row) : null,
        ColumnBuilder::int64);
  }

  private static Schema<?> int64() {
    return new IntegerSchema().format("int64");
  }

  /// Numbers of 64 bits, absent in some rows.
  ///
  /// @param value the number; `null` where it is absent
  public Column<R> nullableNumber(Function<R, @Nullable Long> value) {
    return nullable(value, ColumnBuilder::int64);
  }

  /// Counts, of 32 bits, absent in some rows.
  ///
  /// @param value the count; `null` where it is absent
  public Column<R> nullableCount(Function<R, @Nullable Integer> value) {
    return nullable(value, IntegerSchema::new);
  }

  private <N extends Number> Column<R> nullable(
      Function<R, @Nullable N> value, Supplier<Schema<?>> schema) {
    return column(
        () ->
            new JsonField.OfNullable<>(
                name, value, (number, out) -> out.addDecimal(number.longValue())),
        value::apply,
        schema);
  }

  /// Words of an enum.
  public <E extends Enum<E>> Column<R> word(Class<E> type, Function<R, E> value) {
    return column(
        () -> new JsonField.OfWord<>(name, type, value),
        row -> value.apply(row).toString(),
        () -> RowSchemas.words(type));
  }

  /// Truth values.
  ///
  /// @param value the value; `null` where it is absent
  public Column<R> flag(Function<R, @Nullable Boolean> value) {
    return column(
        () -> new JsonField.OfNullable<>(name, value, (flag, out) -> out.addAscii(flag.toString())),
        value::apply,
        BooleanSchema::new);
  }

  /// Short texts of ASCII without quotes.
  public Column<R> ascii(Function<R, String> value) {
    return column(() -> new JsonField.OfAscii<>(name, value), value::apply, StringSchema::new);
  }

  /// Values that are shown as their text; neighbouring rows often have the same.
  public Column<R> shared(Function<R, @Nullable Object> value) {
    return shared(value, Object::toString);
  }

  /// Texts from outside; neighbouring rows often have the same.
  ///
  /// @param value the text; `null` where it is absent
  public Column<R> text(Function<R, @Nullable RawText> value) {
    return shared(value, RawText::text);
  }

  /// Bytes from outside, in Base64 (RFC 4648).
  ///
  /// @param value the bytes; `null` where they are absent
  public Column<R> base64(Function<R, byte @Nullable []> value) {
    return shared(value, Base64.getEncoder()::encodeToString);
  }

  private <T> Column<R> shared(Function<R, @Nullable T> value, Function<T, String> text) {
    return column(
        () -> new JsonField.OfShared<>(name, value, text),
        row -> {
          T one = value.apply(row);
          return one == null ? null : text.apply(one);
        },
        StringSchema::new);
  }

  /// Lists of words; many rows have the same list.
  ///
  /// @param value the words; `null` where they are absent
  public Column<R> words(Function<R, @Nullable List<String>> value) {
    return column(
        () -> {
          IdentityHashMap<List<String>, byte[]> known = new IdentityHashMap<>();
          return new JsonField.OfNullable<>(
              name,
              value,
              (words, out) -> out.addText(known.computeIfAbsent(words, JsonField::array)));
        },
        value::apply,
        () -> new ArraySchema().items(new StringSchema()));
  }

  /// Texts by name.
  ///
  /// @param value the texts; `null` where they are absent
  public Column<R> texts(Function<R, @Nullable Map<String, String>> value) {
    return column(
        () ->
            new JsonField.OfNullable<>(
                name, value, (texts, out) -> out.addText(JsonField.object(texts))),
        value::apply,
        () -> new MapSchema().additionalProperties(new StringSchema()));
  }

  private Column<R> column(
      Supplier<JsonField<R>> json, Function<R, @Nullable Object> cell, Supplier<Schema<?>> schema) {
    return new Column<>(
        name,
        audience,
        harmless,
        audience == Audience.WITH_ADDRESSES ? List.of(name) : List.of(),
        json,
        List.of(new CellColumn<>(name, name, wide, false, cell, _ -> false)),
        _ -> Optional.empty(),
        () -> described(schema.get()),
        name.length() + JsonField.ROOM);
  }

  private Schema<?> described(Schema<?> schema) {
    if (example != null) {
      schema.setExample(example);
    }
    return schema.description(description);
  }
}
