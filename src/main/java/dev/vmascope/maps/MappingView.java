package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.row.DescribedRow;
import dev.vmascope.http.row.RowSerializer;
import dev.vmascope.mapping.space.ClassifiedMapping;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/// A mapping, also known as VMA, as clients see it.
@JsonSerialize(using = MappingView.Serializer.class)
public final class MappingView extends MappingRow {
  static final DescribedRow<MappingView> ROW =
      new DescribedRow<>("MappingView", null, MappingRow::addresses, COLUMNS);

  /// The serializer of mappings.
  static final class Serializer extends RowSerializer<MappingView> {
    Serializer() {
      super(ROW);
    }
  }

  /// The fields that a view lacks for callers who may not see addresses, each with a prefix.
  public static String[] hiddenFields(String prefix) {
    return ROW.hidden(prefix);
  }

  MappingView(ClassifiedMapping listed, boolean addresses, @Nullable HiddenAddress place) {
    super(listed, addresses, place);
  }

  /// The view of a mapping for callers who may see addresses.
  public static MappingView of(ClassifiedMapping listed) {
    return new MappingView(listed, true, null);
  }

  /// The view of a mapping without its addresses.
  ///
  /// @param place the position in the listing; absent if unknown
  public static MappingView hidden(ClassifiedMapping listed, @Nullable HiddenAddress place) {
    return new MappingView(listed, false, place);
  }
}
