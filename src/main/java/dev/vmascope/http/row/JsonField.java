package dev.vmascope.http.row;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/// An encoder of one field of rows. It belongs to one response, since it may keep what rows share.
/// It is a class: the simple compiler calls a method of a class faster than one of an interface.
///
/// @param <R> the row type
abstract class JsonField<R> {
  /// The most bytes of a field apart from its name, and from texts that make room for themselves.
  static final int ROOM = 64;

  /// Adds a comma, the name and the value; nothing where the value is absent.
  abstract void write(R row, JsonBytes out);

  /// The bytes of a comma, a name, and the begin of a value.
  static byte[] label(String name, String begin) {
    return JsonBytes.ascii(",\"" + name + "\":" + begin);
  }

  /// A text as a JSON string, behind what comes before it.
  static byte[] text(String before, String text) {
    byte[] escaped = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] field = Arrays.copyOf(JsonBytes.ascii(before), before.length() + escaped.length + 2);
    field[before.length()] = '"';
    System.arraycopy(escaped, 0, field, before.length() + 1, escaped.length);
    field[field.length - 1] = '"';
    return field;
  }

  /// Texts, as an array of strings.
  static byte[] array(List<String> texts) {
    JsonBytes array = new JsonBytes();
    texts.forEach(text -> array.addText(text(",", text)));
    array.close(0, '[', ']');
    return array.asUnquotedUTF8();
  }

  /// Texts by name, as an object of strings.
  static byte[] object(Map<String, String> texts) {
    JsonBytes object = new JsonBytes();
    texts.forEach((key, text) -> {
      object.addText(text(",", key));
      object.addText(text(":", text));
    });
    object.close(0, '{', '}');
    return object.asUnquotedUTF8();
  }

  /// A number.
  static final class OfNumber<R> extends JsonField<R> {
    private final byte[] label;
    private final ToLongFunction<R> value;

    OfNumber(String name, ToLongFunction<R> value) {
      label = label(name, "");
      this.value = value;
    }

    @Override
    void write(R row, JsonBytes out) {
      out.add(label);
      out.addDecimal(value.applyAsLong(row));
    }
  }

  /// A number that some rows lack.
  static final class OfKnownNumber<R> extends JsonField<R> {
    private final byte[] label;
    private final Predicate<R> known;
    private final ToLongFunction<R> value;

    OfKnownNumber(String name, Predicate<R> known, ToLongFunction<R> value) {
      label = label(name, "");
      this.known = known;
      this.value = value;
    }

    @Override
    void write(R row, JsonBytes out) {
      if (known.test(row)) {
        out.add(label);
        out.addDecimal(value.applyAsLong(row));
      }
    }
  }

  /// An unsigned number as a string of decimal digits.
  static final class OfDecimal<R> extends JsonField<R> {
    private final byte[] label;
    private final ToLongFunction<R> value;

    OfDecimal(String name, ToLongFunction<R> value) {
      label = label(name, "\"");
      this.value = value;
    }

    @Override
    void write(R row, JsonBytes out) {
      out.add(label);
      out.addDecimal(value.applyAsLong(row));
      out.add('"');
    }
  }

  /// An unsigned number as a string of hexadecimal digits.
  static final class OfAddress<R> extends JsonField<R> {
    private final byte[] label;
    private final ToLongFunction<R> value;

    OfAddress(String name, ToLongFunction<R> value) {
      label = label(name, "\"0x");
      this.value = value;
    }

    @Override
    void write(R row, JsonBytes out) {
      out.add(label);
      out.addHexadecimal(value.applyAsLong(row));
      out.add('"');
    }
  }

  /// A word of an enum.
  static final class OfWord<R, E extends Enum<E>> extends JsonField<R> {
    private final byte[][] fields;
    private final Function<R, E> value;

    OfWord(String name, Class<E> type, Function<R, E> value) {
      fields =
          Arrays.stream(type.getEnumConstants())
              .map(word -> label(name, "\"" + word + '"'))
              .toArray(byte[][]::new);
      this.value = value;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // an array by constant, which nothing stores or sends
    void write(R row, JsonBytes out) {
      out.add(fields[value.apply(row).ordinal()]);
    }
  }

  /// A value that rows often share: the last two encodings are kept.
  @SuppressWarnings("ReferenceEquality") // the same object spares the comparison
  static final class OfShared<R, T> extends JsonField<R> {
    private final String label;
    private final Function<R, @Nullable T> value;
    private final Function<T, String> print;
    private @Nullable T last;
    private @Nullable T before;
    private byte[] ofLast = {};
    private byte[] ofBefore = {};

    OfShared(String name, Function<R, @Nullable T> value, Function<T, String> print) {
      label = ",\"" + name + "\":";
      this.value = value;
      this.print = print;
    }

    @Override
    void write(R row, JsonBytes out) {
      T one = value.apply(row);
      if (one != null) {
        out.addText(one == last ? ofLast : other(one));
      }
    }

    private byte[] other(T one) {
      if (one != before && one.equals(last)) {
        return ofLast;
      }
      byte[] encoded =
          one == before || one.equals(before) ? ofBefore : text(label, print.apply(one));
      before = last;
      ofBefore = ofLast;
      last = one;
      ofLast = encoded;
      return encoded;
    }
  }

  /// A short text of ASCII without quotes.
  static final class OfAscii<R> extends JsonField<R> {
    private final byte[] label;
    private final Function<R, String> value;

    OfAscii(String name, Function<R, String> value) {
      label = label(name, "\"");
      this.value = value;
    }

    @Override
    void write(R row, JsonBytes out) {
      out.add(label);
      out.addAscii(value.apply(row));
      out.add('"');
    }
  }

  /// A value that some rows lack.
  static final class OfNullable<R, T> extends JsonField<R> {
    private final byte[] label;
    private final Function<R, @Nullable T> value;
    private final BiConsumer<T, JsonBytes> write;

    OfNullable(String name, Function<R, @Nullable T> value, BiConsumer<T, JsonBytes> write) {
      label = label(name, "");
      this.value = value;
      this.write = write;
    }

    @Override
    void write(R row, JsonBytes out) {
      T one = value.apply(row);
      if (one != null) {
        out.add(label);
        write.accept(one, out);
      }
    }
  }

  /// A field of some rows.
  static final class Where<R> extends JsonField<R> {
    private final Predicate<R> having;
    private final JsonField<R> field;

    Where(Predicate<R> having, JsonField<R> field) {
      this.having = having;
      this.field = field;
    }

    @Override
    void write(R row, JsonBytes out) {
      if (having.test(row)) {
        field.write(row, out);
      }
    }
  }
}
