package dev.vmascope.http.api;

import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.Stopwatch;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/// The time, the duration and the consistency of a response's data.
public record CaptureView(
    @Schema(description = "Time when reading began") Instant at,
    @Schema(description = "Duration of the reading, in microseconds") long durationMicros,
    @Schema(
            description =
                "Number of reads from the kernel; each returns at most a page of a listing")
        int reads,
    @Schema(
            description =
                "Whether nothing can have changed during the reading: all threads were stopped throughout, or the"
                    + " listing came in one read of a kernel before 6.17")
        boolean atomic,
    @Schema(description = "Whether everything was read") boolean complete) {

  /// The number of files that a sample reads of each process: `stat` and `status`.
  private static final int SAMPLED_FILES = 2;

  /// The number of further files for a single process: `cgroup`, `limits`, `oom_score` and
  /// `oom_score_adj`.
  private static final int LIMIT_FILES = 4;

  public static CaptureView of(Sample sample) {
    return new CaptureView(
        sample.at(),
        sample.took().toNanos() / 1000,
        SAMPLED_FILES * sample.processes().size(),
        false,
        sample.unreadable().getOrDefault(OutcomeKind.TIMED_OUT, 0) == 0);
  }

  /// The stamp of a reading of one process, its namespaces and its limits, after which `stat` is
  /// read once more.
  public static CaptureView ofOne(Stopwatch watch) {
    return of(watch.stamp(SAMPLED_FILES + LIMIT_FILES + 1, false, true));
  }

  public static CaptureView of(Consistency stamp) {
    return new CaptureView(
        stamp.at(),
        stamp.duration().toNanos() / 1000,
        stamp.reads(),
        stamp.atomic(),
        stamp.complete());
  }

  /// The same stamp for a listing with a malformed line.
  public CaptureView incomplete() {
    return new CaptureView(at, durationMicros, reads, atomic, false);
  }
}
