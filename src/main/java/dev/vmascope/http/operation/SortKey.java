package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// The place of a row in a requested order. It has the values of the columns, then the place in the
/// list's own order. Opaque to clients: base64url of the parts, each behind the number of its
/// bytes.
///
/// @param own the key in the list's own order; it makes the place unique
/// @param <K> the class of that key
record SortKey<K>(List<SortValue> values, K own) {
  /// The order of keys.
  ///
  /// @param own the list's own order, among rows with equal values
  static <K> Comparator<SortKey<K>> order(
      Comparator<List<SortValue>> values, Comparator<? super K> own) {
    return Comparator.comparing((SortKey<K> key) -> key.values(), values)
        .thenComparing(SortKey::own, own);
  }

  /// The key of a cursor.
  ///
  /// @param values the number of values that it must have
  static <K> SortKey<K> parse(String cursor, int values, Function<String, K> own) {
    List<String> parts = new ArrayList<>();
    try {
      ByteBuffer bytes = ByteBuffer.wrap(CursorText.bytes(cursor));
      while (bytes.hasRemaining()) {
        int length = bytes.remaining() < 2 ? -1 : Short.toUnsignedInt(bytes.getShort());
        if (length < 0 || length > bytes.remaining()) {
          throw Parameters.noCursor();
        }
        parts.add(
            StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes.slice(bytes.position(), length))
                .toString());
        bytes.position(bytes.position() + length);
      }
      if (parts.size() == values + 1) {
        return new SortKey<>(
            parts.subList(0, values).stream().map(SortValue::parse).toList(),
            own.apply(parts.getLast()));
      }
    } catch (IllegalArgumentException | CharacterCodingException _) {
      // Falls through to the complaint.
    }
    throw Parameters.noCursor();
  }

  /// The cursor of the page that ends with this row.
  @Override
  public String toString() {
    List<byte[]> parts = new ArrayList<>();
    values.forEach(value -> parts.add(value.print().getBytes(StandardCharsets.UTF_8)));
    parts.add(own.toString().getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.allocate(parts.stream().mapToInt(part -> 2 + part.length).sum());
    parts.forEach(part -> bytes.putShort((short) part.length).put(part));
    return CursorText.encode(bytes.array());
  }
}
