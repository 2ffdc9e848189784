package dev.vmascope.objects;

import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.elf.TableNames;
import dev.vmascope.elf.loaded.LoadBias;
import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.space.ClassifiedMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A loaded segment of an ELF object, and the mappings that show it.
@Schema(name = "LoadedSegment")
record SegmentView(
    @Schema(description = "Flags R, W and E, as readelf prints them", example = "R E") String flags,
    @Schema(description = "Offset in the object", example = "0x1000") String offset,
    @Schema(
            description =
                "Address in the object; absent without the scope maps:addresses if it is the address in memory too",
            example = "0x1000")
        @Nullable String virtualAddress,
    @Schema(description = "Size in the object, in bytes" + BELOW) @Nullable Long fileBytes,
    @Schema(description = "Size in memory, in bytes; the part beyond fileBytes is zero" + BELOW)
        @Nullable Long memoryBytes,
    @Schema(description = "Mappings that show a part of it, in ascending order")
        List<SegmentMappingView> mappings) {

  /// A mapping that shows a part of a segment.
  @Schema(name = "SegmentMapping")
  record SegmentMappingView(
      @Schema(description = "First address; absent without the scope maps:addresses")
          @Nullable String start,
      @Schema(description = "First address after it; absent without the scope maps:addresses")
          @Nullable String end,
      @Schema(description = "Size") long sizeBytes,
      @Schema(description = "The kernel's four letters", example = "r-xp") String permissions,
      @Schema(description = "Kind of the mapped memory: file, memfd, or anonymous") String kind) {}

  /// The end of descriptions of unsigned numbers: a file can claim any.
  static final String BELOW = "; absent from 2^63 on";

  /// The largest number of mappings listed for all segments of an object: each of many segments may
  /// claim all mappings.
  private static final int MOST_MAPPINGS = 1024;

  /// The segments of an object.
  ///
  /// @param addresses whether the caller may see addresses of memory
  static List<SegmentView> all(LoadedObject object, boolean addresses) {
    LoadBias place = object.place();
    List<SegmentView> all = new ArrayList<>();
    int left = MOST_MAPPINGS;
    for (ProgramHeader load : loads(object)) {
      SegmentView segment =
          new SegmentView(
              TableNames.segmentFlags(load.flags()),
              Address.print(load.offset()),
              addresses || !object.isFixed() ? Address.print(load.virtualAddress()) : null,
              unsigned(load.fileBytes()),
              unsigned(load.memoryBytes()),
              shown(object, place, load)
                  .limit(left)
                  .map(listed -> mapping(listed, addresses))
                  .toList());
      left -= segment.mappings().size();
      all.add(segment);
    }
    return all;
  }

  /// Whether an object has more mappings than are listed.
  static boolean leavesOut(LoadedObject object) {
    LoadBias place = object.place();
    return loads(object).stream()
        .flatMap(load -> shown(object, place, load))
        .skip(MOST_MAPPINGS)
        .findAny()
        .isPresent();
  }

  private static List<ProgramHeader> loads(LoadedObject object) {
    return object.facts().map(ObjectInfo::loads).orElse(List.of());
  }

  private static Stream<ClassifiedMapping> shown(
      LoadedObject object, LoadBias place, ProgramHeader load) {
    AnswerWork.row();
    return object.file().mappings().stream().filter(listed -> place.shows(listed.mapping(), load));
  }

  private static SegmentMappingView mapping(ClassifiedMapping listed, boolean addresses) {
    AddressRange range = listed.mapping().range();
    return new SegmentMappingView(
        addresses ? Address.print(range.start()) : null,
        addresses ? Address.print(range.end()) : null,
        range.sizeBytes(),
        listed.mapping().permissions().toString(),
        listed.backing().kind().toString());
  }

  /// A number of an object, unsigned; `null` if it does not fit into 63 bits, as no real one does.
  static @Nullable Long unsigned(long number) {
    return number < 0 ? null : number;
  }

  /// The text of a table cell.
  @Override
  public String toString() {
    return flags.replace(' ', '-') + "@" + offset;
  }
}
