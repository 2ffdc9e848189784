package dev.vmascope.process;

import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.operation.RollupGaps;
import dev.vmascope.sampling.ObservedCapability;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.trend.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `unavailable` entries of what the sampler knows of the processes of a list.
final class SampledRemedies {
  private static final String HIDDEN =
      "run vmascope in the pid namespace of the host (docker run --pid=host, hostPID: true); where /proc is mounted"
          + " with hidepid, with CAP_SYS_PTRACE, or in the group of the mount's gid= option (hidepid=1 and 2)";

  private SampledRemedies() {}

  /// The entry for processes of the machine that are not in a sample; empty if all of them are.
  ///
  /// @param live whether the sample is of a proc file system, not of captures
  static Optional<UnavailableField> hidden(Sample sample, boolean live) {
    return live && !ObservedCapability.ALL_PROCESSES.isIn(sample, Optional.empty())
        ? Optional.of(new UnavailableField("processes", "partial", HIDDEN))
        : Optional.empty();
  }

  /// The entries for values that processes with memory lack; the totals are without them.
  ///
  /// @param rollup whether the sampler reads rollups
  static List<UnavailableField> absent(List<ProcessSample> processes, boolean rollup) {
    List<UnavailableField> absent = new ArrayList<>();
    long ofMappings = lacking(processes, Measure.MAPPINGS);
    if (ofMappings > 0) {
      absent.add(
          new UnavailableField(
              "processes[].mappings",
              "partial",
              "not known of "
                  + ofMappings
                  + " processes: try again later; /api/system says whether the service can read mappings of other users"));
    }
    long ofUsage = lacking(processes, Measure.PROPORTIONAL);
    if (ofUsage > 0) {
      absent.addAll(RollupGaps.of("processes[].", ofUsage + " processes", rollup));
    }
    long ofGrowth =
        processes.stream()
            .filter(ProcessSample::hasMemory)
            .filter(process -> process.growth(Measure.PRIVATE).isEmpty())
            .count();
    if (ofGrowth > 0) {
      absent.add(
          new UnavailableField(
              "processes[].privateGrowthPerSecond",
              "partial",
              "not known of "
                  + ofGrowth
                  + " processes: a third of vmascope.growth.window must have passed; …/{pid}/growth says when it will be"));
    }
    return absent;
  }

  private static long lacking(List<ProcessSample> processes, Measure measure) {
    return processes.stream()
        .filter(ProcessSample::hasMemory)
        .filter(process -> process.value(measure).isEmpty())
        .count();
  }
}
