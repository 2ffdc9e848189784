package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.rule.Finding;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.group.GroupSum;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.sampling.saved.SavedProcess;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.MeasureValues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process with memory, as known at one tick. Each tick makes the next one of it; the same object
/// as long as the process rests, and nothing else of it has changed. All of it is immutable but the
/// buffers of its growth, which follow from one to the next.
///
/// @param since the start of the process, as far as is known
/// @param ranAt the time of the last tick before which it had run, or may have
/// @param process the process as the tick has read it
/// @param sizes its sizes; the same object as long as they are equal, so that comparing is cheap
/// @param mappings its known mappings
/// @param rollup its known rollup
/// @param values the values of its measures by all of that; the same object as long as nothing has
///   changed
/// @param tracker the buffers of its growth
/// @param growth its growth at the last verdict
record TrackedProcess(
    Instant since,
    Instant ranAt,
    GroupedProcess process,
    MemorySizes sizes,
    KnownMappings mappings,
    KnownRollup rollup,
    MeasureValues values,
    GrowthTracker tracker,
    Growth growth) {
  private static final int BYTES_A_NAME = 250;

  /// A process that is seen for the first time, or in a new address space.
  static TrackedProcess first(
      GroupedProcess process, Instant since, Instant at, GrowthTracker tracker) {
    ProcessReading reading = process.reading();
    return new TrackedProcess(
        since,
        at,
        process,
        reading.sizes(),
        KnownMappings.NONE,
        KnownRollup.NONE,
        values(reading, reading.sizes(), KnownMappings.NONE, KnownRollup.NONE),
        tracker,
        Growth.NONE);
  }

  /// The same process at the next tick; in another address space everything begins anew.
  @SuppressWarnings("ReferenceEquality") // a process at rest keeps its reading
  TrackedProcess after(GroupedProcess next, Instant at) {
    if (next == process && rollup.at(at) == rollup) {
      return this;
    }
    ProcessReading reading = next.reading();
    if (!AddressSpace.of(reading()).mayBecome(AddressSpace.of(reading))) {
      return first(next, since, at, tracker.restarted(at));
    }
    KnownRollup rollupNow = rollup.at(at);
    boolean sameSizes = sizes.equals(reading.sizes());
    MemorySizes sizesNow = sameSizes ? sizes : reading.sizes();
    boolean same =
        sameSizes
            && reading().stat().threads() == reading.stat().threads()
            && rollupNow.equals(rollup);
    MeasureValues valuesNow = same ? values : values(reading, sizesNow, mappings, rollupNow);
    Instant ranBefore = reading == reading() ? ranAt : at;
    return new TrackedProcess(
        since, ranBefore, next, sizesNow, mappings, rollupNow, valuesNow, tracker, growth);
  }

  /// The same process with what the rounds of this tick have read of it.
  ///
  /// @param mappingsNow its mappings as known now
  /// @param rollupNow its rollup as known now
  @SuppressWarnings("ReferenceEquality") // what was not read is still the same object
  TrackedProcess with(KnownMappings mappingsNow, KnownRollup rollupNow) {
    if (mappingsNow == mappings && rollupNow == rollup) {
      return this;
    }
    boolean same =
        mappingsNow.last().equals(mappings.last()) && rollupNow.last().equals(rollup.last());
    MeasureValues valuesNow = same ? values : values(reading(), sizes, mappingsNow, rollupNow);
    return new TrackedProcess(
        since, ranAt, process, sizes, mappingsNow, rollupNow, valuesNow, tracker, growth);
  }

  /// The same process after the verdict of a tick, which is the last step: its values count.
  TrackedProcess judged(Instant at, HostInfo host) {
    LeakDetector.Bounds bounds =
        new LeakDetector.Bounds(
            GroupSum.smaller(process.membership().memoryLimitBytes(), host.memoryBytes()),
            host.mappingLimit());
    Growth now = tracker.add(at, values, bounds, mappings.grown(), growth);
    return now.equals(growth)
        ? this
        : new TrackedProcess(since, ranAt, process, sizes, mappings, rollup, values, tracker, now);
  }

  /// The processes of a tick after its verdicts, in the same order.
  ///
  /// @param mappings what the tick has read of their mappings
  /// @param usage what it has read of their rollups
  static List<TrackedProcess> judge(
      List<TrackedProcess> tracked,
      Map<ProcessKey, KnownMappings> mappings,
      Map<ProcessKey, KnownRollup> usage,
      Instant at,
      HostInfo host) {
    List<TrackedProcess> judged = new ArrayList<>(tracked.size());
    for (TrackedProcess process : tracked) {
      TrackedProcess complete =
          process.with(
              mappings.getOrDefault(process.key(), process.mappings()),
              usage.getOrDefault(process.key(), process.rollup()));
      judged.add(complete.judged(at, host));
    }
    return judged;
  }

  private static MeasureValues values(
      ProcessReading reading, MemorySizes sizes, KnownMappings mappings, KnownRollup rollup) {
    MeasureValues cheap = MeasureValues.of(sizes).andThreads(reading.stat().threads());
    MeasureValues withMappings =
        mappings
            .last()
            .map(known -> cheap.and(known.totals().count(), known.totals().virtualBytes()))
            .orElse(cheap);
    return rollup
        .last()
        .map(known -> withMappings.andUsage(known.proportionalBytes(), known.uniqueBytes()))
        .orElse(withMappings);
  }

  /// The process in the published sample.
  ///
  /// @param ofDeletedFiles the findings on code of deleted files
  ProcessSample sample(HostInfo host, List<Finding> ofDeletedFiles) {
    return new ProcessSample(
        key(),
        reading(),
        process.startTime(),
        process.group(),
        process.fields(),
        process.membership(),
        sizes,
        values,
        growth,
        mappings.last().map(LastMappings::at),
        mappings.isMalformed(),
        rollup.last().map(KnownRollup.Sizes::at),
        host.mappingLimit(),
        ofDeletedFiles,
        ProcessSample.processFindings(values, host.mappingLimit(), process.membership(), growth),
        Optional.of(tracker.history()));
  }

  /// A process without memory in the published sample.
  static ProcessSample sampleWithoutMemory(GroupedProcess process, HostInfo host) {
    return new ProcessSample(
        process.key(),
        process.reading(),
        process.startTime(),
        process.group(),
        process.fields(),
        process.membership(),
        MemorySizes.NONE,
        MeasureValues.NONE,
        Growth.NONE,
        Optional.empty(),
        false,
        Optional.empty(),
        host.mappingLimit(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /// Its history, to be saved.
  SavedProcess saved() {
    return tracker.saved(key(), AddressSpace.of(reading()));
  }

  /// Its identity.
  ProcessKey key() {
    return process.key();
  }

  ProcessReading reading() {
    return process.reading();
  }

  /// Whether another reading is of the same process, in the same address space.
  boolean isStill(ProcessReading other) {
    return other.identity().equals(reading().identity());
  }

  /// Whether the address space has another size than when its mappings were last read.
  boolean hasChanged() {
    Optional<LastMappings> last = mappings.last();
    return last.isEmpty()
        || last.get().virtualBytes() != bytes(ProcessSize.VIRTUAL)
        || last.get().dataBytes() != bytes(ProcessSize.DATA);
  }

  /// Whether it may have run since its mappings were last read.
  boolean mayHaveRun() {
    return mappings.last().filter(last -> !last.at().isBefore(ranAt)).isEmpty();
  }

  /// A size, 0 where it is not known: only to detect a change, or the larger one.
  long bytes(ProcessSize size) {
    return sizes.bytes(size).orElse(0);
  }

  /// The age of the last read of its mappings; if there was none, the age of the process.
  Duration age(Instant now) {
    return Duration.between(mappings.last().map(LastMappings::at).orElse(since), now);
  }

  /// The size of its history in bytes, roughly.
  int historyBytes() {
    return tracker.bytes() + BYTES_A_NAME * mappings.names();
  }
}
