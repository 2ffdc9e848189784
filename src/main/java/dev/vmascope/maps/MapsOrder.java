package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.pool.ProcFile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/// An order of mappings by a size. Those without a value come last, ties by address.
final class MapsOrder implements Comparator<ClassifiedMapping> {
  private static final String SIZE = "sizeBytes";
  private static final Map<String, Function<ClassifiedMapping, OptionalLong>> FIELDS = fields();

  private final Function<ClassifiedMapping, OptionalLong> field;
  private final Comparator<ClassifiedMapping> order;

  private MapsOrder(Function<ClassifiedMapping, OptionalLong> field, boolean descending) {
    this.field = field;
    Comparator<Long> byValue =
        descending ? Comparator.<Long>reverseOrder() : Comparator.<Long>naturalOrder();
    order =
        Comparator.<ClassifiedMapping>comparingInt(each -> value(each).isPresent() ? 0 : 1)
            .thenComparing(each -> value(each).orElse(0), byValue)
            .thenComparing(each -> each.mapping().range().start(), Long::compareUnsigned);
  }

  private static Map<String, Function<ClassifiedMapping, OptionalLong>> fields() {
    Map<String, Function<ClassifiedMapping, OptionalLong>> fields = new LinkedHashMap<>();
    fields.put(SIZE, listed -> OptionalLong.of(listed.mapping().sizeBytes()));
    fields.put("uniqueBytes", listed -> listed.usage().uniqueBytes());
    for (UsageField measure : UsageField.ALL) {
      if (!measure.onlyInRollup() && measure.isSize()) {
        fields.put(measure.field(), listed -> listed.usage().bytes(measure));
      }
    }
    return fields;
  }

  /// The order of a parameter: `field`, `field,asc` or `field,desc`.
  ///
  /// @param file the listing that is sorted
  static MapsOrder parse(String sort, ProcFile file) {
    String[] parts = sort.split(",", -1);
    Function<ClassifiedMapping, OptionalLong> field = FIELDS.get(parts[0]);
    boolean known = parts.length == 1 || parts[1].equals("asc") || parts[1].equals("desc");
    if (field == null || parts.length > 2 || !known) {
      throw Parameters.invalid(
          "sort", "expected one of " + String.join(", ", FIELDS.keySet()) + ", with ,asc or ,desc");
    }
    if (file == ProcFile.MAPS && !parts[0].equals(SIZE)) {
      throw Parameters.invalid("sort", "expected " + SIZE + "; the others need detail=smaps");
    }
    return new MapsOrder(field, parts.length == 1 || parts[1].equals("desc"));
  }

  private OptionalLong value(ClassifiedMapping listed) {
    return field.apply(listed);
  }

  @Override
  public int compare(ClassifiedMapping one, ClassifiedMapping other) {
    return order.compare(one, other);
  }
}
