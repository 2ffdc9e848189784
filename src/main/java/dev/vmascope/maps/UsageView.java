package dev.vmascope.maps;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.Column;
import dev.vmascope.http.row.ColumnBuilder;
import dev.vmascope.http.row.DescribedRow;
import dev.vmascope.http.row.RowSerializer;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonSerialize;

/// The memory use of mappings, as in `smaps` and `smaps_rollup`. A measure that the kernel does not
/// print is absent.
///
/// @param usage the measures
/// @param addresses whether it is for a caller who may see addresses, and so measures that reveal
///   the alignment of a mapping
@JsonSerialize(using = UsageView.Serializer.class)
record UsageView(Usage usage, boolean addresses) {
  /// The measures that tables for people show.
  private static final Set<UsageField> IN_TABLES =
      EnumSet.of(UsageField.RESIDENT, UsageField.PROPORTIONAL, UsageField.SWAP);

  /// The columns of the memory use.
  static final DescribedRow<UsageView> ROW =
      new DescribedRow<>(
          "Usage",
          "Usage of memory; values that the kernel does not report are absent",
          UsageView::addresses,
          columns());

  /// The serializer of the memory use.
  static final class Serializer extends RowSerializer<UsageView> {
    Serializer() {
      super(ROW);
    }
  }

  private static List<Column<UsageView>> columns() {
    List<Column<UsageView>> columns = new ArrayList<>();
    for (UsageField field : UsageField.ALL) {
      columns.add(column(field));
      if (field == UsageField.PROPORTIONAL) {
        columns.add(
            column(
                    "uniqueBytes",
                    "Unique set size: freed if the process ended now (Private_Clean + Private_Dirty + Private_Hugetlb)")
                .nullableNumber(view -> JsonOptional.of(view.usage.uniqueBytes())));
      }
    }
    columns.add(
        column(
                "thpEligible",
                "Whether it is eligible for transparent huge pages (THPeligible); absent whenever anonHugeBytes is")
            .inWideFormats()
            .needsAddresses()
            .flag(view -> view.usage.thpEligible().orElse(null)));
    columns.add(
        column("protectionKey", "Protection key of its pages, if the processor has protection keys")
            .inWideFormats()
            .nullableCount(view -> key(view.usage.protectionKey())));
    return columns;
  }

  private static @Nullable Integer key(OptionalInt key) {
    return key.isPresent() ? key.getAsInt() : null;
  }

  private static ColumnBuilder<UsageView> column(String name, String description) {
    return new ColumnBuilder<>(name, description);
  }

  private static Column<UsageView> column(UsageField field) {
    ColumnBuilder<UsageView> column = column(field.field(), field.description() + hiding(field));
    if (!IN_TABLES.contains(field)) {
      column = column.inWideFormats();
    }
    if (field.showsAlignment()) {
      column = column.needsAddresses();
    }
    int slot = field.slot();
    return column.number(view -> view.usage.knows(field), view -> view.usage.slot(slot));
  }

  private static String hiding(UsageField field) {
    if (!field.showsAlignment()) {
      return "";
    }
    return field == UsageField.ANONYMOUS_HUGE
        ? "; absent without the scope maps:addresses"
        : "; absent whenever anonHugeBytes is";
  }

  /// One measure in bytes; `null` if it is unknown.
  static @Nullable Long bytes(Usage usage, UsageField field) {
    return usage.knows(field) ? usage.get(field) : null;
  }
}
