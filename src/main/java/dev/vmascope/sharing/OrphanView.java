package dev.vmascope.sharing;

import dev.vmascope.mapping.proc.SysvSegment;
import io.swagger.v3.oas.annotations.media.Schema;

/// A SysV segment that no process maps.
@Schema(name = "OrphanSegment")
record OrphanView(
    @Schema(description = "Key by which processes find the segment", example = "0x5feca7f1")
        String key,
    @Schema(description = "Id of the segment, for ipcrm -m", example = "32769") String id,
    long sizeBytes,
    long residentBytes,
    long swapBytes,
    @Schema(
            description =
                "Pid of the process that created it, in the pid namespace of the proc file system")
        int creator) {
  static OrphanView of(SysvSegment segment) {
    return new OrphanView(
        "0x" + Integer.toHexString(segment.key()),
        Long.toString(segment.id()),
        segment.sizeBytes(),
        segment.residentBytes(),
        segment.swapBytes(),
        segment.creator());
  }
}
