package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.SortOrder;
import dev.vmascope.http.operation.SortValue;
import dev.vmascope.http.row.CellColumn;
import dev.vmascope.http.row.RowType;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.pool.ProcFile;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An order of mappings by columns of their rows.
///
/// @param kind a constructor of the rows
/// @param <R> the class of the rows
record MapsOrder<R extends MappingRow>(SortOrder<R> order, MappingRow.Kind<R> kind) {
  /// The order of a parameter.
  ///
  /// @param file the listing that is sorted
  static MapsOrder<?> parse(String sort, ProcFile file) {
    if (file == ProcFile.SMAPS) {
      return new MapsOrder<>(SortOrder.parse(sort, RowType.of(SmapsView.class)), SmapsView::new);
    }
    Set<String> measures = columns(SmapsView.class);
    measures.removeAll(columns(MappingView.class));
    for (String word : sort.split(",", -1)) {
      if (measures.contains(word)) {
        throw Parameters.invalid(
            "sort", "expected a column of maps: " + word + " needs detail=smaps");
      }
    }
    return new MapsOrder<>(SortOrder.parse(sort, RowType.of(MappingView.class)), MappingView::new);
  }

  private static Set<String> columns(Class<? extends MappingRow> rows) {
    return RowType.of(rows).cells().stream().map(CellColumn::name).collect(Collectors.toSet());
  }

  /// The values of a mapping that this order compares.
  ///
  /// @param addresses whether the caller may see addresses
  List<SortValue> values(
      ClassifiedMapping mapping, boolean addresses, @Nullable HiddenAddress place) {
    return order.values(kind.of(mapping, addresses, place));
  }

  /// The order of the values.
  Comparator<List<SortValue>> comparator() {
    return order.order();
  }
}
