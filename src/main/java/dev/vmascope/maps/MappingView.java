package dev.vmascope.maps;

import dev.vmascope.http.api.HiddenAddress;
import dev.vmascope.http.format.WideOnly;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A mapping, also known as VMA, as clients see it.
public record MappingView(
    @Schema(
            description = "First address; absent without the scope maps:addresses",
            example = "0x55de43f53000")
        @Nullable String start,
    @Schema(
            description = "First address after it; absent without the scope maps:addresses",
            example = "0x55de43f55000")
        @Nullable String end,
    @Schema(description = "Size in bytes") long sizeBytes,
    @Schema(
            description = "The kernel's four letters: read, write, execute, shared or private",
            example = "r--p")
        String permissions,
    @Schema(
            description =
                "Offset into the object, in bytes; unsigned, hexadecimal. Without the scope maps:addresses it is absent"
                    + " where it could be an address, as drivers have it",
            example = "0x0")
        @Nullable String offset,
    @Schema(
            description =
                "Device of the object's file system, major:minor, hexadecimal; 00:00 for none",
            example = "fe:00")
        String device,
    @Schema(
            description = "Inode of the object, decimal; a string, since it can pass 2^53",
            example = "260131")
        String inode,
    @Schema(
            description = "What is mapped, as the kernel says",
            allowableValues = {
              "file",
              "heap",
              "stack",
              "anonymous",
              "shared-anonymous",
              "memfd",
              "sysv",
              "hugetlb",
              "device",
              "anon-inode",
              "kernel",
              "other"
            })
        String kind,
    @Schema(
            description = "What it is used for: every mapping has exactly one category",
            allowableValues = {
              "code",
              "read-only-data",
              "data",
              "file",
              "heap",
              "stack",
              "thread-stack",
              "guard",
              "glibc-arena",
              "java-heap",
              "java-metaspace",
              "java-code",
              "java-other",
              "jit",
              "reserved",
              "anonymous",
              "shared-memory",
              "hugetlb",
              "device",
              "kernel",
              "other"
            })
        String category,
    @WideOnly
        @Schema(
            description =
                "How category is known: kernel, it follows from what the kernel says; heuristic, it is a guess from"
                    + " sizes, places and neighbours",
            allowableValues = {"kernel", "heuristic"})
        String categorySource,
    @Schema(
            description =
                "File name, without the kernel's ' (deleted)' and with its \\012 read as a newline; absent for memory"
                    + " without a file. The listing alone cannot tell a file really named 'x (deleted)', nor one named"
                    + " with the four characters \\012",
            example = "/usr/bin/cat")
        @Nullable String path,
    @WideOnly @Schema(description = "The raw bytes of path, where they are not UTF-8")
        @Nullable String pathBase64,
    @Schema(
            description =
                "Name of memory without a file: [heap], [vdso], what prctl or memfd_create named it",
            example = "[heap]")
        @Nullable String name,
    @Schema(
            description =
                "Whether the kernel says that the file has been deleted; absent without path")
        @Nullable Boolean deleted,
    @WideOnly
        @Schema(
            description =
                "How many mappings lie below it; in place of addresses, without the scope maps:addresses")
        @Nullable Integer ordinal,
    @WideOnly
        @Schema(
            description =
                "How much lies unmapped below it, rounded down to a power of two, 0 for less than 1 TiB or nothing at all;"
                    + " in place of addresses, without the scope maps:addresses. Absent for the first mapping")
        @Nullable Long gapBelowBytes) {

  /// The text of a table cell.
  @Override
  public String toString() {
    String where = start == null ? sizeBytes + " bytes" : start + "-" + end;
    String what = path != null ? path : name != null ? name : kind;
    return where + " " + permissions + " " + what;
  }

  /// The view of a mapping for callers who may see addresses.
  public static MappingView of(ClassifiedMapping listed) {
    AddressRange range = listed.mapping().range();
    return of(listed, Address.print(range.start()), Address.print(range.end()), null);
  }

  /// The view of a mapping without its addresses.
  ///
  /// @param place the position in the listing; absent if unknown
  public static MappingView hidden(ClassifiedMapping listed, @Nullable HiddenAddress place) {
    return of(listed, null, null, place);
  }

  private static MappingView of(
      ClassifiedMapping listed,
      @Nullable String start,
      @Nullable String end,
      @Nullable HiddenAddress place) {
    Mapping mapping = listed.mapping();
    Backing backing = listed.backing();
    RawText path = backing.path();
    RawText name = backing.name();
    return new MappingView(
        start,
        end,
        mapping.sizeBytes(),
        mapping.permissions().toString(),
        start != null || HiddenAddress.showsOffset(listed) ? Address.print(mapping.offset()) : null,
        mapping.device().toString(),
        Long.toUnsignedString(mapping.inode()),
        backing.kind().toString(),
        listed.category().toString(),
        listed.categorySource().toString(),
        path == null ? null : path.text(),
        path == null || path.isUtf8() ? null : Base64.getEncoder().encodeToString(path.bytes()),
        name == null ? null : name.text(),
        path == null ? null : backing.deleted(),
        place == null ? null : Integer.valueOf(place.ordinal()),
        place == null || place.gapBelowBytes().isEmpty()
            ? null
            : Long.valueOf(place.gapBelowBytes().getAsLong()));
  }
}
