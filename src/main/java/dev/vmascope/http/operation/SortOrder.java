package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;

/// An order of rows by a numeric field, as a parameter names it.
///
/// @param name the name of the field
/// @param field the field of a row
/// @param descending whether the largest value comes first
public record SortOrder<F>(String name, F field, boolean descending) {
  /// The order in a parameter: `field`, `field,asc` or `field,desc`, which is the default.
  ///
  /// @param fields the fields that rows can be sorted by, by their names
  public static <F> SortOrder<F> parse(String sort, Map<String, F> fields) {
    String[] parts = sort.split(",", -1);
    F field = fields.get(parts[0]);
    boolean known = parts.length == 1 || parts[1].equals("asc") || parts[1].equals("desc");
    if (field == null || parts.length > 2 || !known) {
      throw Parameters.invalid(
          "sort", "expected one of " + String.join(", ", fields.keySet()) + ", with ,asc or ,desc");
    }
    return new SortOrder<>(parts[0], field, parts.length == 1 || parts[1].equals("desc"));
  }

  /// The order of the values; an absent one comes last in either direction.
  public Comparator<OptionalLong> values() {
    Comparator<Long> present =
        descending ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder();
    return Comparator.<OptionalLong>comparingInt(value -> value.isPresent() ? 0 : 1)
        .thenComparing(value -> value.orElse(0), present);
  }
}
