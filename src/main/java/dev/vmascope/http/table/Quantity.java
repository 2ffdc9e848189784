package dev.vmascope.http.table;

import dev.vmascope.mapping.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A quantity: a size, a rate, a time, a share or a count. The name of a field tells it.
enum Quantity {
  BYTES(Quantity::bytes),
  CHANGE_IN_BYTES(number -> Units.change(number.longValue())),
  BYTES_PER_SECOND(number -> Units.byteRate(number.doubleValue())),
  PER_SECOND(number -> Units.rate(number.doubleValue())),
  SECONDS(number -> Units.time(number.doubleValue())),
  MILLISECONDS(number -> Units.time(number.doubleValue() / 1e3)),
  MICROSECONDS(number -> Units.time(number.doubleValue() / 1e6)),
  SHARE(number -> Units.share(number.doubleValue())),
  PERCENT(number -> Units.share(number.doubleValue() / 100)),
  PLACE(number -> Address.print(number.longValue())),
  CHANGE_OF_COUNT(number -> Units.countChange(number.longValue())),
  COUNT(Quantity::count);

  private static final Pattern SHARES =
      Pattern.compile("utilisation|.*(?:Utilisation|Coverage|Ratio)");

  private static final Set<String> SIZES = Set.of("size", "bytesByNode");

  private static final Set<String> ENDS = Set.of("lowBytes", "highBytes");

  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private final Function<Number, String> text;

  Quantity(Function<Number, String> text) {
    this.text = text;
  }

  private static String bytes(Number number) {
    return number instanceof BigInteger large
        ? Units.bytes(large)
        : Units.bytes(number.longValue());
  }

  private static String count(Number number) {
    boolean fraction =
        number instanceof Double || number instanceof Float || number instanceof BigDecimal;
    return fraction ? Units.number(number.doubleValue()) : number.toString();
  }

  /// The text of a number, with its unit.
  String print(Number number) {
    return text.apply(number);
  }

  /// The quantity of a field.
  ///
  /// @param inBytes whether a measure of which the field is a value is in bytes
  static Quantity of(String name, boolean inBytes) {
    if (name.equals("value") || name.equals("limit")) {
      return inBytes ? BYTES : COUNT;
    }
    if (name.equals("perSecond") || name.endsWith("PerSecond")) {
      return inBytes || name.startsWith("private") ? BYTES_PER_SECOND : PER_SECOND;
    }
    if (name.equals("bytesChange") || isChange(name)) {
      return CHANGE_IN_BYTES;
    }
    if (SIZES.contains(name) || name.endsWith("Bytes")) {
      return BYTES;
    }
    if (name.equals("seconds") || name.equals("secondsLeft") || name.endsWith("Seconds")) {
      return SECONDS;
    }
    if (name.endsWith("Millis")) {
      return MILLISECONDS;
    }
    if (name.endsWith("Micros")) {
      return MICROSECONDS;
    }
    if (name.endsWith("Percent")) {
      return PERCENT;
    }
    if (SHARES.matcher(name).matches()) {
      return SHARE;
    }
    if (name.endsWith("Offset")) {
      return PLACE;
    }
    return name.endsWith("Change") ? CHANGE_OF_COUNT : COUNT;
  }

  private static boolean isChange(String name) {
    return name.equals("changedBytes") || name.endsWith("ChangedBytes") || ENDS.contains(name);
  }
}
