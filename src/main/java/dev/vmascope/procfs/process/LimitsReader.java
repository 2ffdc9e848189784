package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.OomScore;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.proc.ResourceLimits;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.cgroup.CgroupMemory;
import dev.vmascope.procfs.cgroup.CgroupTree;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// A reader of the control groups and resource limits of a process. The files are world-readable
/// and nearly free for the kernel. Runs on a reader thread.
final class LimitsReader {
  /// The limit for `limits`, in bytes: it has sixteen lines of 80 bytes (`proc_pid_limits`,
  /// `fs/proc/base.c`).
  private static final int LONGEST_LIMITS = 1 << 13;

  private static final int LONGEST_NUMBER = 1 << 6;

  private final ReadTally account;
  private final Optional<CgroupTree> tree;

  /// @param tree the mounted control groups; empty if the mount point is not known
  LimitsReader(ReadTally account, Optional<CgroupTree> tree) {
    this.account = account;
    this.tree = tree;
  }

  ProcessLimits read(PinnedProcess process, ProcessType type) {
    Outcome<ProcessCgroups> cgroups = cgroups(process);
    if (type != ProcessType.USER) {
      return new ProcessLimits(
          cgroups,
          new Outcome.NotApplicable<>(),
          new Outcome.NotApplicable<>(),
          new Outcome.NotApplicable<>(),
          new Outcome.NotApplicable<>());
    }
    return new ProcessLimits(
        cgroups,
        cgroups.map(this::memory),
        file(
            process,
            ProcFile.LIMITS,
            LONGEST_LIMITS,
            bytes -> ResourceLimits.parse(bytes, "limits")),
        score(process, ProcFile.OOM_SCORE),
        score(process, ProcFile.OOM_SCORE_ADJ));
  }

  private CgroupMemory memory(ProcessCgroups cgroups) {
    return tree.map(mounted -> mounted.memory(cgroups))
        .orElse(new CgroupMemory.Unknown(CgroupMemory.Reason.NO_ROOT));
  }

  /// The control groups alone.
  Outcome<ProcessCgroups> cgroups(PinnedProcess process) {
    return file(process, ProcFile.CGROUP, ProcessCgroups.LONGEST, ProcessCgroups::parse);
  }

  private Outcome<OomScore> score(PinnedProcess process, ProcFile file) {
    return file(process, file, LONGEST_NUMBER, bytes -> OomScore.parse(bytes, file.fileName()));
  }

  private <T> Outcome<T> file(
      PinnedProcess process, ProcFile file, int most, Function<byte[], T> parser) {
    return account.counted(
        file,
        () -> {
          try {
            return new Outcome.Ok<>(process.readBeginning(file, most)).map(parser);
          } catch (IOException e) {
            return Outcome.ofFailure(e, true);
          }
        });
  }
}
