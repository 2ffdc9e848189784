package dev.vmascope.sampling.tick;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.group.GroupedProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The judgement of processes tick by tick, after their files were read and parsed. Three of four
/// stay as they are; the memory of the fourth rises and falls.
public final class TickLoop {
  private static final GrowthProperties GROWTH =
      new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ofMinutes(15));
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final HostInfo HOST =
      new HostInfo(
          OptionalLong.of(1L << 34),
          OptionalLong.of(65_530),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty());

  /// The ticks after which the memory of a process is again what it was.
  private static final int PERIOD = 8;

  /// The ticks until the windows are full and all that is kept has its length: six hours of one in
  /// a minute, and more than one hour of those that are measured.
  private static final int RARE_TICKS = 360;

  private static final Duration RARE_INTERVAL = Duration.ofMinutes(1);
  private static final int TICKS_UNTIL_STEADY = 400;

  private final List<List<GroupedProcess>> ticks = new ArrayList<>();
  private final ProcessTracker tracker = new ProcessTracker(GROWTH, Map.of());
  private Instant now = SampledProcess.AT;
  private int next;

  /// @param processes the number of processes; their windows begin and end at different times
  public TickLoop(int processes) {
    for (int tick = 0; tick < PERIOD; tick++) {
      List<GroupedProcess> all = new ArrayList<>();
      for (int pid = 1; pid <= processes; pid++) {
        long grown = pid % 4 == 0 ? (long) (tick < PERIOD / 2 ? tick : PERIOD - tick) << 20 : 0;
        all.add(
            SampledProcess.of(pid, "worker-" + pid % 10)
                .with(ProcessSize.VIRTUAL, (1L << 30) + grown)
                .with(ProcessSize.DATA, (1L << 28) + grown)
                .with(ProcessSize.RESIDENT, (1L << 24) + grown)
                .with(ProcessSize.ANONYMOUS, (1L << 23) + grown)
                .grouped(Optional.of(SampledProcess.AT.minusSeconds(pid * 7L))));
      }
      ticks.add(all);
    }
    for (int tick = 0; tick < RARE_TICKS; tick++) {
      judge(RARE_INTERVAL);
    }
    judge(TICKS_UNTIL_STEADY);
  }

  /// Judges the processes in as many ticks.
  ///
  /// @return the number of processes with a verdict
  public long judge(int count) {
    long judged = 0;
    for (int tick = 0; tick < count; tick++) {
      judged += judge(INTERVAL);
    }
    return judged;
  }

  private long judge(Duration interval) {
    List<GroupedProcess> read = ticks.get(next);
    next = (next + 1) % PERIOD;
    now = now.plus(interval);
    List<TrackedProcess> judged =
        TrackedProcess.judge(tracker.track(read, now), Map.of(), Map.of(), now, HOST);
    tracker.keep(judged, now);
    return judged.stream().filter(each -> !each.growth().slopes().isEmpty()).count();
  }
}
