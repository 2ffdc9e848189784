package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.scan.ScanDecision;
import dev.vmascope.procfs.scan.ScanRejectedException;
import dev.vmascope.sampling.ProcessKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The part of a tick that reads rollups, where that is enabled. The kernel walks the page tables
/// of the process for each, so the governor decides, and half of its budget is left to requests. A
/// known rollup serves until the next turn of the process: after a minute if the resident size has
/// changed by a twentieth, after ten minutes if not. After fifteen it is dropped.
final class RollupSampler {
  private static final Duration LEAST_AGE = Duration.ofMinutes(1);
  private static final Duration UNCHANGED = Duration.ofMinutes(10);
  private static final double CHANGE = 0.05;
  private static final double SHARE_OF_BUDGET = 0.5;
  private static final long SHARE_OF_INTERVAL = 4;

  private final ProcFs procFs;

  RollupSampler(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// Reads the rollups that are due, the one that has waited longest first, until the governor
  /// refuses or time runs out.
  ///
  /// @param interval the time between ticks: a quarter of it may pass
  /// @return the rollups as known now of the processes that were asked for
  Map<ProcessKey, KnownRollup> read(
      List<TrackedProcess> processes, Instant now, Duration interval) {
    List<TrackedProcess> due =
        processes.stream()
            .filter(process -> isDue(process, now))
            .sorted(
                Comparator.comparing((TrackedProcess process) -> process.rollup().askedAgo(now))
                    .thenComparingLong(process -> process.bytes(ProcessSize.RESIDENT))
                    .reversed())
            .toList();
    Map<ProcessKey, KnownRollup> known = new HashMap<>();
    long end = System.nanoTime() + interval.toNanos() / SHARE_OF_INTERVAL;
    for (TrackedProcess process : due) {
      boolean spent = procFs.scans().governor().report().usedRatio() >= SHARE_OF_BUDGET;
      if (spent || System.nanoTime() - end > 0 || !read(process, now, known)) {
        break;
      }
    }
    return known;
  }

  private static boolean isDue(TrackedProcess process, Instant now) {
    if (process.reading().mapsAccess() != OutcomeKind.OK) {
      return false;
    }
    double changed =
        process
            .rollup()
            .last()
            .map(known ->
                Math.abs((double) (process.bytes(ProcessSize.RESIDENT) - known.residentBytes()))
                    / Math.max(1, known.residentBytes()))
            .orElse(1.0);
    Duration least = changed >= CHANGE ? LEAST_AGE : UNCHANGED;
    return process.rollup().askedAgo(now).compareTo(least) >= 0;
  }

  /// Reads a rollup; true if another one may be tried.
  private boolean read(TrackedProcess process, Instant now, Map<ProcessKey, KnownRollup> known) {
    KnownRollup asked = process.rollup().asked(now);
    known.put(process.key(), asked);
    int pid = process.reading().stat().pid();
    try (ListingReading reading =
        procFs.scans().listing(pid, ProcFile.SMAPS_ROLLUP, false).value().orElse(null)) {
      if (reading != null
          && reading.listing() instanceof Outcome.Ok<KernelBytes>(KernelBytes rollup)
          && process.isStill(reading.process())) {
        sizes(process, rollup, now).ifPresent(last -> known.put(process.key(), asked.with(last)));
      }
      return true;
    } catch (ScanRejectedException e) {
      // One that is too expensive says nothing of the others.
      return e.scan().decision() == ScanDecision.Decision.REFUSED;
    } catch (MalformedException _) {
      return true;
    } catch (ReaderBusyException | ReadsStuckException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<KnownRollup.Sizes> sizes(
      TrackedProcess process, KernelBytes rollup, Instant now) throws IOException {
    String source = process.key().pid() + "/smaps_rollup";
    Usage usage = SmapsParser.rollup(rollup.stream(), source).orElse(Usage.NONE);
    OptionalLong unique = usage.uniqueBytes();
    return usage.knows(UsageField.PROPORTIONAL) && unique.isPresent()
        ? Optional.of(
            new KnownRollup.Sizes(
                now,
                process.bytes(ProcessSize.RESIDENT),
                usage.get(UsageField.PROPORTIONAL),
                unique.getAsLong()))
        : Optional.empty();
  }
}
