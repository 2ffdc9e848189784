package dev.vmascope.sampling.tick;

import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.group.GroupedProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The processes of published samples, from tick to tick. A process keeps its object while nothing
/// of it changes, so a tick leaves little garbage. Used by the scheduler's thread.
final class SampledProcesses {
  private final DeletedFileChecker deletedFiles;
  private List<Made> last = List.of();
  private OptionalLong mappingLimit = OptionalLong.empty();

  /// A sample, and what it was made of.
  ///
  /// @param tracked what is known of a process with memory
  private record Made(
      GroupedProcess process, @Nullable TrackedProcess tracked, ProcessSample sample) {}

  SampledProcesses(DeletedFileChecker deletedFiles) {
    this.deletedFiles = deletedFiles;
  }

  /// The processes of the next sample.
  ///
  /// @param grouped all processes, by pid
  /// @param judged those with memory, in the same order
  @SuppressWarnings("ReferenceEquality") // judged processes hold the very objects of the list
  List<ProcessSample> next(
      List<GroupedProcess> grouped, List<TrackedProcess> judged, HostInfo host) {
    boolean sameLimit = host.mappingLimit().equals(mappingLimit);
    List<Made> all = new ArrayList<>(grouped.size());
    int before = 0;
    int known = 0;
    for (GroupedProcess process : grouped) {
      while (before < last.size() && pid(last.get(before).process()) < pid(process)) {
        before++;
      }
      boolean hasMemory = known < judged.size() && judged.get(known).process() == process;
      TrackedProcess tracked = hasMemory ? judged.get(known++) : null;
      boolean same =
          sameLimit && before < last.size() && isStill(last.get(before), process, tracked);
      all.add(same ? last.get(before) : made(process, tracked, host));
    }
    last = all;
    mappingLimit = host.mappingLimit();
    List<ProcessSample> samples = new ArrayList<>(all.size());
    all.forEach(made -> samples.add(made.sample()));
    return samples;
  }

  private static int pid(GroupedProcess process) {
    return process.key().pid();
  }

  /// Whether nothing has changed; what is known of deleted files may change in each tick.
  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  private static boolean isStill(
      Made before, GroupedProcess process, @Nullable TrackedProcess tracked) {
    return before.process() == process
        && before.tracked() == tracked
        && (tracked == null
            || tracked.mappings().inspector().filter(MappingInspector::hasDeletedCode).isEmpty());
  }

  private Made made(GroupedProcess process, @Nullable TrackedProcess tracked, HostInfo host) {
    if (tracked == null) {
      return new Made(process, null, TrackedProcess.sampleWithoutMemory(process, host));
    }
    Optional<MappingInspector> inspector = tracked.mappings().inspector();
    return new Made(
        process,
        tracked,
        tracked.sample(
            host,
            inspector.isPresent()
                ? deletedFiles.findings(process.reading(), inspector.get())
                : List.of()));
  }
}
