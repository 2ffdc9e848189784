package dev.vmascope.sampling;

import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.MemorySizes;
import dev.vmascope.mapping.ProcessStat;
import dev.vmascope.mapping.ProcessStatus;
import dev.vmascope.mapping.Size;
import dev.vmascope.procfs.Outcome;
import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.ProcessReading;
import dev.vmascope.procfs.ProcessType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A process as a tick sees it; every `with` gives another one that differs in that.
record SampledProcess(
    int pid,
    String latin1Name,
    ProcessType type,
    int parent,
    long startTicks,
    long minorFaults,
    long majorFaults,
    long codeStart,
    long stackStart,
    Duration age,
    Map<Size, Long> sizes,
    Map<Size, Double> growth) {

  /// When all ticks look.
  static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");

  /// A process of this pid and name, an hour old, of a mebibyte, without faults.
  static SampledProcess of(int pid, String latin1Name) {
    return new SampledProcess(
        pid,
        latin1Name,
        ProcessType.USER,
        1,
        1_000,
        0,
        0,
        0x40_0000,
        0x7ff0_0000,
        Duration.ofHours(1),
        Map.of(Size.RESIDENT, 1L << 20),
        Map.of());
  }

  SampledProcess withType(ProcessType changed) {
    return new SampledProcess(
        pid,
        latin1Name,
        changed,
        parent,
        startTicks,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        age,
        sizes,
        growth);
  }

  SampledProcess withParent(int changed) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        changed,
        startTicks,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        age,
        sizes,
        growth);
  }

  SampledProcess withStartTicks(long changed) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        changed,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        age,
        sizes,
        growth);
  }

  SampledProcess withFaults(long minor, long major) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        startTicks,
        minor,
        major,
        codeStart,
        stackStart,
        age,
        sizes,
        growth);
  }

  SampledProcess withPlaces(long code, long stack) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        startTicks,
        minorFaults,
        majorFaults,
        code,
        stack,
        age,
        sizes,
        growth);
  }

  SampledProcess withAge(Duration changed) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        startTicks,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        changed,
        sizes,
        growth);
  }

  SampledProcess with(Size size, long bytes) {
    Map<Size, Long> changed = new EnumMap<>(Size.class);
    changed.putAll(sizes);
    changed.put(size, bytes);
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        startTicks,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        age,
        changed,
        growth);
  }

  SampledProcess withGrowth(Size size, double slope) {
    return new SampledProcess(
        pid,
        latin1Name,
        type,
        parent,
        startTicks,
        minorFaults,
        majorFaults,
        codeStart,
        stackStart,
        age,
        sizes,
        Map.of(size, slope));
  }

  /// Its `stat`.
  ProcessStat stat() {
    return new ProcessStat(
        pid,
        new KernelText(latin1Name),
        'S',
        parent,
        0,
        minorFaults,
        majorFaults,
        1,
        startTicks,
        codeStart,
        stackStart);
  }

  /// All that was read of it.
  ProcessReading reading() {
    return new ProcessReading(
        stat(),
        type,
        Optional.of("id"),
        new Outcome.Ok<>(new ProcessStatus(pid, 0, -1, new MemorySizes(sizes))),
        new Outcome.NotApplicable<>(),
        new Outcome.NotApplicable<>(),
        OutcomeKind.OK);
  }

  /// The process in a sample taken at [#AT].
  ProcessSample sample() {
    ProcessReading reading = reading();
    return new ProcessSample(reading, AT, Optional.of(AT.minus(age)), reading.sizes(), growth);
  }
}
