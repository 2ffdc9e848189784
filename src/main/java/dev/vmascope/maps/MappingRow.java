package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.Column;
import dev.vmascope.http.row.ColumnBuilder;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.CategorySource;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row about a mapping, and the columns that every such row has. It is a class, since the simple
/// compiler casts to a class faster than to an interface.
abstract sealed class MappingRow permits MappingView, SmapsView {
  /// The columns of a mapping, in the order of every format.
  static final List<Column<MappingRow>> COLUMNS =
      List.of(
          column("start", "First address; absent without the scope maps:addresses")
              .example("0x55de43f53000")
              .needsAddresses()
              .address(row -> row.mapping.range().start()),
          column("end", "First address after it; absent without the scope maps:addresses")
              .example("0x55de43f55000")
              .needsAddresses()
              .address(row -> row.mapping.range().end()),
          column("sizeBytes", "Size in bytes").number(row -> row.mapping.sizeBytes()),
          column(
                  "permissions",
                  "The kernel's four letters: read, write, execute, shared or private")
              .example("r--p")
              .ascii(row -> row.mapping.permissions().toString()),
          column(
                  "offset",
                  "Offset into the object, in bytes; unsigned, hexadecimal. Without the scope maps:addresses it"
                      + " is absent where it could be an address, as with some drivers")
              .inWideFormats()
              .example("0x0")
              .harmlessWhere(row -> HiddenAddress.showsOffset(row.listed))
              .address(row -> row.mapping.offset()),
          column(
                  "device",
                  "Device of the object's file system, major:minor, hexadecimal; 00:00 for none")
              .inWideFormats()
              .example("fe:00")
              .shared(row -> row.mapping.device()),
          column("inode", "Inode of the object, decimal; a string, because it can exceed 2^53")
              .inWideFormats()
              .example("260131")
              .decimal(row -> row.mapping.inode()),
          column("kind", "Kind of the mapped memory, as reported by the kernel")
              .inWideFormats()
              .word(MappingKind.class, row -> row.backing.kind()),
          column("category", "Use of the mapping; every mapping has exactly one category")
              .word(MappingCategory.class, row -> row.listed.category()),
          column(
                  "categorySource",
                  "Source of category: kernel, it follows from what the kernel reports; heuristic, it is a guess"
                      + " from sizes, positions and neighbours")
              .inWideFormats()
              .word(CategorySource.class, row -> row.listed.categorySource()),
          column(
                  "path",
                  "Path of the file, without the kernel's ' (deleted)' and with \\012 read as a newline; absent"
                      + " for memory without a file. A file that is really named 'x (deleted)', or with the four"
                      + " characters \\012, looks the same in the listing")
              .example("/usr/bin/cat")
              .text(row -> row.backing.path()),
          column("pathBase64", "Raw bytes of path, if they are not UTF-8")
              .inWideFormats()
              .base64(row -> notUtf8(row.backing.path())),
          column(
                  "name",
                  "Name of memory without a file: [heap], [vdso], or the name given by prctl or memfd_create")
              .example("[heap]")
              .text(row -> row.backing.name()),
          column(
                  "deleted",
                  "Whether the file has been deleted, as reported by the kernel; absent without path")
              .flag(row -> row.backing.path() == null ? null : row.backing.deleted()),
          column(
                  "ordinal",
                  "Number of mappings below it; replaces the addresses without the scope maps:addresses")
              .inWideFormats()
              .inPlaceOfAddresses()
              .nullableCount(row -> row.place == null ? null : row.place.ordinal()),
          column(
                  "gapBelowBytes",
                  "Size of the gap below it, rounded down to a power of two; 0 if there is none or it is below 1"
                      + " TiB. Replaces the addresses without the scope maps:addresses; absent for the first mapping")
              .inWideFormats()
              .inPlaceOfAddresses()
              .nullableNumber(
                  row -> row.place == null ? null : JsonOptional.of(row.place.gapBelowBytes())));

  private final ClassifiedMapping listed;
  private final Mapping mapping;
  private final Backing backing;
  private final boolean addresses;
  private final @Nullable HiddenAddress place;

  /// @param addresses whether it is for a caller with the scope `maps:addresses`
  /// @param place the position in the listing, for callers without that scope; `null` if unknown
  MappingRow(ClassifiedMapping listed, boolean addresses, @Nullable HiddenAddress place) {
    this.listed = listed;
    this.mapping = listed.mapping();
    this.backing = listed.backing();
    this.addresses = addresses;
    this.place = place;
  }

  /// A constructor of rows.
  ///
  /// @param <R> the class of the rows
  @FunctionalInterface
  interface Kind<R extends MappingRow> {
    /// The row about a mapping.
    R of(ClassifiedMapping listed, boolean addresses, @Nullable HiddenAddress place);
  }

  /// The mapping.
  ClassifiedMapping listed() {
    return listed;
  }

  /// Whether it is for a caller with the scope `maps:addresses`.
  boolean addresses() {
    return addresses;
  }

  private static ColumnBuilder<MappingRow> column(String name, String description) {
    return new ColumnBuilder<>(name, description);
  }

  private static byte @Nullable [] notUtf8(@Nullable RawText path) {
    return path == null || path.isUtf8() ? null : path.bytes();
  }

  /// The text of a table cell.
  @Override
  public String toString() {
    AddressRange range = mapping.range();
    String where =
        addresses
            ? Address.print(range.start()) + "-" + Address.print(range.end())
            : mapping.sizeBytes() + " bytes";
    RawText path = backing.path();
    RawText name = backing.name();
    String what =
        path != null ? path.text() : name != null ? name.text() : backing.kind().toString();
    return where + " " + mapping.permissions() + " " + what;
  }
}
