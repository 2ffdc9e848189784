package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import dev.vmascope.procfs.pool.Stopwatch;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A reader of the threads of a process: the folder `task`, and selected `stat` files. Runs on a
/// reader thread.
final class ThreadsReader {
  /// The limit on listed ids: twice the kernel's own default of `pid_max` on a machine of up to 32
  /// processors, which systemd raises to 4,194,304. The kernel lists as many well within the
  /// time-out of a read.
  private static final int MOST_LISTED = 1 << 16;

  private final ProcessReader processes;
  private final ReadTally account;
  private final Clock clock;

  ThreadsReader(ProcessReader processes, ReadTally account, Clock clock) {
    this.processes = processes;
    this.account = account;
    this.clock = clock;
  }

  /// Reads threads of a process whose identity has just been read.
  ///
  /// @param after the id above which threads are read
  /// @param most the largest number of threads, those of the lowest ids
  Outcome<ThreadsReading> read(PinnedProcess process, ProcessReading before, int after, int most) {
    Stopwatch watch = Stopwatch.start(clock);
    Listed listed = list(process, after);
    List<Integer> page = listed.ids().stream().limit(most).toList();
    List<ProcessStat> threads = new ArrayList<>();
    for (int tid : page) {
      stat(process, tid).value().ifPresent(threads::add);
    }
    Consistency stamp = watch.stamp(1 + page.size(), false, listed.complete());
    return processes
        .stat(process)
        .map(_ ->
            new ThreadsReading(
                before,
                listed.exists() ? new Outcome.Ok<>(threads) : new Outcome.Gone<>(false),
                listed.ids().size() > page.size()
                    ? OptionalInt.of(page.getLast())
                    : OptionalInt.empty(),
                listed.complete(),
                stamp));
  }

  /// The ids of threads in ascending order.
  private record Listed(List<Integer> ids, boolean exists, boolean complete) {}

  private static Listed list(PinnedProcess process, int after) {
    try {
      List<Integer> ids = process.threads(MOST_LISTED + 1);
      boolean complete = ids.size() <= MOST_LISTED;
      return new Listed(
          ids.stream().limit(MOST_LISTED).filter(tid -> tid > after).sorted().toList(),
          true,
          complete);
    } catch (IOException _) {
      // A capture without it; a process that has ended is found by the read that follows.
      return new Listed(List.of(), false, true);
    }
  }

  /// @return gone if the thread has ended meanwhile
  private Outcome<ProcessStat> stat(PinnedProcess process, int tid) {
    return account.counted(
        ProcFile.STAT,
        () -> {
          try {
            byte[] bytes = process.readThreadStat(tid);
            return new Outcome.Ok<>(bytes).map(stat -> ProcessStat.parse(stat, "task/stat"));
          } catch (IOException e) {
            return Outcome.ofFailure(e, true);
          }
        });
  }
}
