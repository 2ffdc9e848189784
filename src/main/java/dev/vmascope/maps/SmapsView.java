package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.row.Column;
import dev.vmascope.http.row.ColumnBuilder;
import dev.vmascope.http.row.DescribedRow;
import dev.vmascope.http.row.RowSerializer;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/// A mapping and its memory use: the columns of a [MappingRow], and those of `smaps`.
@JsonSerialize(using = SmapsView.Serializer.class)
public final class SmapsView extends MappingRow {
  private static final List<Column<MappingRow>> OF_SMAPS =
      List.of(
          Column.of(
              "usage", UsageView.ROW, row -> new UsageView(row.listed().usage(), row.addresses())),
          new ColumnBuilder<MappingRow>(
                  "vmFlags",
                  "Flags of the mapping (VmFlags) in words; a flag that this version does not know keeps the"
                      + " kernel's two letters")
              .example(List.of("readable", "may-read"))
              .inWideFormats()
              .words(row -> row.listed().entry().flags().map(VmFlags::words).orElse(null)),
          new ColumnBuilder<MappingRow>(
                  "unknownFields",
                  "Lines of smaps that this version does not know, by key, as printed")
              .inWideFormats()
              .harmlessWhere(_ -> false)
              .texts(row -> unknown(row.listed().entry().unknownFields())));

  static final DescribedRow<SmapsView> ROW =
      new DescribedRow<>(
          "MappingInDetail",
          "A mapping; with detail=smaps also its usage",
          MappingRow::addresses,
          Stream.concat(COLUMNS.stream().map(SmapsView::besideUsage), OF_SMAPS.stream()).toList());

  /// A column of mappings beside those of their usage. The size tells the end.
  private static Column<MappingRow> besideUsage(Column<MappingRow> column) {
    return column.name().equals("end") ? column.inWideFormats() : column;
  }

  /// The serializer of mappings and their memory use.
  static final class Serializer extends RowSerializer<SmapsView> {
    Serializer() {
      super(ROW);
    }
  }

  SmapsView(ClassifiedMapping listed, boolean addresses, @Nullable HiddenAddress place) {
    super(listed, addresses, place);
  }

  /// The rows of a listing that comes from elsewhere than from `/proc`.
  ///
  /// @param lacking the names of the columns that it has nothing for
  /// @param measures whether it has measures and flags
  public static DescribedRow<SmapsView> rows(Set<String> lacking, boolean measures) {
    DescribedRow<SmapsView> known = ROW.without(lacking);
    return measures
        ? known
        : known.without(OF_SMAPS.stream().map(Column::name).collect(Collectors.toSet()));
  }

  /// The view of a mapping of such a listing.
  ///
  /// @param place the position in the listing, for callers who may not see addresses; `null` for
  ///   others
  public static SmapsView of(ClassifiedMapping listed, @Nullable HiddenAddress place) {
    return new SmapsView(listed, place == null, place);
  }

  private static @Nullable Map<String, String> unknown(Map<String, String> fields) {
    return fields.isEmpty() ? null : fields;
  }
}
