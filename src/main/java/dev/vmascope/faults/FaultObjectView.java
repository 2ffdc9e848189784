package dev.vmascope.faults;

import dev.vmascope.http.row.WideOnly;
import dev.vmascope.kernellog.FaultingModule;
import dev.vmascope.mapping.Address;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The file that contains the faulting instruction, as clients see it.
@Schema(name = "FaultObject")
record FaultObjectView(
    @Schema(description = "Last part of its path", example = "libc.so.6") String name,
    @Schema(
            description =
                "Offset of the instruction in the file, in bytes, hexadecimal; absent before Linux 6.10",
            example = "0x167ad8")
        @Nullable String offset,
    @WideOnly
        @Schema(
            description =
                "Offset of the instruction from the start of the mapping, in bytes, hexadecimal",
            example = "0x141ad8")
        @Nullable String offsetInMapping,
    @WideOnly @Schema(description = "Start of the mapping; absent without the scope maps:addresses")
        @Nullable String start,
    @WideOnly @Schema(description = "Size of the mapping") long sizeBytes) {
  private static final int LONGEST_NAME = 255;

  static FaultObjectView of(FaultingModule object, OptionalLong ip, boolean addresses) {
    return new FaultObjectView(
        object.name().printable(LONGEST_NAME),
        print(object.offset()),
        ip.isPresent() ? print(object.offsetInMapping(ip.getAsLong())) : null,
        addresses ? Address.print(object.start()) : null,
        object.size());
  }

  private static @Nullable String print(OptionalLong offset) {
    return offset.isPresent() ? Address.print(offset.getAsLong()) : null;
  }
}
