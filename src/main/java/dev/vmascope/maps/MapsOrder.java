package dev.vmascope.maps;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.SortOrder;
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

  private final Comparator<ClassifiedMapping> order;

  private MapsOrder(SortOrder<Function<ClassifiedMapping, OptionalLong>> sort) {
    order =
        Comparator.comparing(sort.field(), sort.values())
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
    SortOrder<Function<ClassifiedMapping, OptionalLong>> order = SortOrder.parse(sort, FIELDS);
    if (file == ProcFile.MAPS && !order.name().equals(SIZE)) {
      throw Parameters.invalid("sort", "expected " + SIZE + "; the others need detail=smaps");
    }
    return new MapsOrder(order);
  }

  @Override
  public int compare(ClassifiedMapping one, ClassifiedMapping other) {
    return order.compare(one, other);
  }
}
