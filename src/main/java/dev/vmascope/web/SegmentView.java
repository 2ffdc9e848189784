package dev.vmascope.web;

import dev.vmascope.elf.LoadPlace;
import dev.vmascope.elf.LoadedObject;
import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.elf.TableNames;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.procfs.MappedFile;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A segment that is put into memory, and what it became there.
@Schema(name = "LoadedSegment")
record SegmentView(
    @Schema(description = "R, W and E, as readelf prints them", example = "R E") String flags,
    @Schema(description = "Offset in the object", example = "0x1000") String offset,
    @Schema(
            description =
                "Address in the object; absent without the scope maps:addresses where it is the one in memory too",
            example = "0x1000")
        @Nullable String virtualAddress,
    @Schema(description = "Bytes in the object") BigInteger fileBytes,
    @Schema(description = "Bytes in memory; the rest is zero") BigInteger memoryBytes,
    @Schema(description = "The mappings that show some of it, in ascending order")
        List<SegmentMappingView> mappings) {

  /// A mapping that shows some of a segment.
  @Schema(name = "SegmentMapping")
  record SegmentMappingView(
      @Schema(description = "First address; absent without the scope maps:addresses")
          @Nullable String start,
      @Schema(description = "First address after it; absent without the scope maps:addresses")
          @Nullable String end,
      @Schema(description = "Size") long sizeBytes,
      @Schema(description = "The kernel's four letters", example = "r-xp") String permissions,
      @Schema(description = "What it maps: file, memfd, or anonymous") String kind) {}

  /// @param addresses whether the caller may see addresses of memory
  static SegmentView of(ProgramHeader load, LoadedObject object, boolean addresses) {
    LoadPlace place = object.place();
    MappedFile file = object.file();
    return new SegmentView(
        TableNames.segmentFlags(load.flags()),
        Address.print(load.offset()),
        addresses || !object.isFixed() ? Address.print(load.virtualAddress()) : null,
        unsigned(load.fileBytes()),
        unsigned(load.memoryBytes()),
        file.mappings().stream()
            .filter(listed -> place.shows(listed.mapping(), load))
            .map(listed -> mapping(listed.mapping(), listed.backing().kind().toString(), addresses))
            .toList());
  }

  private static SegmentMappingView mapping(Mapping mapping, String kind, boolean addresses) {
    AddressRange range = mapping.range();
    return new SegmentMappingView(
        addresses ? Address.print(range.start()) : null,
        addresses ? Address.print(range.end()) : null,
        range.sizeBytes(),
        mapping.permissions().toString(),
        kind);
  }

  static BigInteger unsigned(long number) {
    return new BigInteger(Long.toUnsignedString(number));
  }

  /// For cells.
  @Override
  public String toString() {
    return flags.replace(' ', '-') + "@" + offset;
  }
}
