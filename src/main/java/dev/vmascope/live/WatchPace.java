package dev.vmascope.live;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.pool.ReaderBusyException;
import dev.vmascope.procfs.pool.ReadsStuckException;
import dev.vmascope.procfs.pool.TooLargeException;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The pace of the readings of a watched process. It is read each second at most, and seldom enough
/// to take one percent of a processor in the long run. One that does nothing is not read.
final class WatchPace {
  /// The shortest time between two readings.
  static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofMinutes(1);

  /// The time between two readings, as a multiple of what one takes.
  private static final int SHARE = 100;

  /// The weight of earlier readings in the average of what one takes.
  private static final int EARLIER = 3;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final ProcFs procFs;
  private final WatchedProcess watched;
  private final LongSupplier nanoTime;
  private final ActivityGate gate;
  private final int pid;
  private Duration cost = Duration.ZERO;
  private long nextNanos;

  /// @param nanoTime a clock like [System#nanoTime]
  WatchPace(ProcFs procFs, WatchedProcess watched, LongSupplier nanoTime) {
    this.procFs = procFs;
    this.watched = watched;
    this.nanoTime = nanoTime;
    nextNanos = nanoTime.getAsLong();
    pid = watched.process().stat().pid();
    gate = new ActivityGate(procFs, pid, nanoTime);
  }

  /// Reads the process, if it is time to and it may have changed, or if it has ended.
  void look() {
    boolean early = nanoTime.getAsLong() - nextNanos < 0;
    if ((early && !gate.isEnded()) || !gate.opens()) {
      return;
    }
    long began = THREADS.getCurrentThreadCpuTime();
    try {
      Duration reading = take(procFs.readMaps(pid));
      Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - began).plus(reading);
      cost = cost.multipliedBy(EARLIER).plus(took).dividedBy(EARLIER + 1L);
      Duration pause = bounded(cost.multipliedBy(SHARE));
      nextNanos = nanoTime.getAsLong() + pause.minus(SHORTEST).toNanos();
      watched.readEvery(pause);
    } catch (TooLargeException _) {
      watched.end(EndReason.TOO_LARGE);
    } catch (ReaderBusyException | ReadsStuckException _) {
      gate.open();
    }
  }

  private static Duration bounded(Duration pause) {
    if (pause.compareTo(LONGEST) > 0) {
      return LONGEST;
    }
    return pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
  }

  private Duration take(Outcome<ListingReading> outcome) {
    switch (outcome) {
      case Outcome.Ok<ListingReading>(ListingReading reading) -> {
        take(reading);
        return reading.cost();
      }
      case Outcome.Gone<ListingReading> _ -> watched.end(EndReason.EXITED);
      case Outcome.Denied<ListingReading> _ -> watched.end(EndReason.DENIED);
      case Outcome.Malformed<ListingReading> _,
          Outcome.NotApplicable<ListingReading> _,
          Outcome.Partial<ListingReading> _,
          Outcome.TimedOut<ListingReading> _ ->
          gate.open();
    }
    return Duration.ZERO;
  }

  private void take(ListingReading reading) {
    boolean same =
        reading.process().type() == ProcessType.USER
            && reading.process().identity().isSameProcess(watched.process().identity());
    if (!same) {
      reading.close();
      watched.end(EndReason.EXITED);
      return;
    }
    switch (reading.listing()) {
      case Outcome.Ok<KernelBytes> _ -> watched.update(reading);
      case Outcome.Denied<KernelBytes> _ -> {
        reading.close();
        watched.end(EndReason.DENIED);
      }
      case Outcome.Gone<KernelBytes> _,
          Outcome.Malformed<KernelBytes> _,
          Outcome.NotApplicable<KernelBytes> _,
          Outcome.Partial<KernelBytes> _,
          Outcome.TimedOut<KernelBytes> _ -> {
        reading.close();
        gate.open();
      }
    }
  }
}
