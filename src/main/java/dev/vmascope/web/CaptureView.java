package dev.vmascope.web;

import dev.vmascope.procfs.CaptureStamp;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// The capture stamp: how far an answer shows one moment.
record CaptureView(
    @Schema(description = "When reading began") Instant at,
    @Schema(description = "How long it took, in microseconds") long durationMicros,
    @Schema(
            description =
                "Reads of the kernel that it took; each gives at most a page of a listing")
        int reads,
    @Schema(
            description =
                "Whether nothing can have changed meanwhile: all threads were stopped throughout, or the listing came in"
                    + " one read of a kernel before 6.17")
        boolean atomic,
    @Schema(description = "Whether everything was read") boolean complete) {

  static CaptureView of(CaptureStamp stamp) {
    return new CaptureView(
        stamp.at(),
        stamp.duration().toNanos() / 1000,
        stamp.reads(),
        stamp.atomic(),
        stamp.complete());
  }
}
