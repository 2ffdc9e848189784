package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.CommandLine;
import dev.vmascope.mapping.proc.ProcessCgroups;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Awaited;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadTally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// A reader of the namespaces, limits, control groups and command line of a process. Runs on a
/// reader thread.
final class DetailsReader {
  private final Path root;
  private final ProcessReader processes;
  private final LimitsReader limits;
  private final ReadTally account;

  DetailsReader(Path root, ProcessReader processes, LimitsReader limits, ReadTally account) {
    this.root = root;
    this.processes = processes;
    this.limits = limits;
    this.account = account;
  }

  /// Adds the namespaces, the limits, and the command line if asked for. A process that has ended
  /// meanwhile is gone.
  Outcome<ProcessDetails> read(
      PinnedProcess process, ProcessReading reading, boolean withCommandLine) {
    Map<Namespace, RawText> namespaces = new EnumMap<>(Namespace.class);
    OutcomeKind access = OutcomeKind.OK;
    for (Namespace namespace : Namespace.values()) {
      Outcome<RawText> link = account.guarded(Awaited.EXEC, () -> process.namespace(namespace));
      if (link instanceof Outcome.Ok<RawText>(RawText name)) {
        namespaces.put(namespace, name);
      } else {
        access = link.kind();
      }
    }
    OutcomeKind worst = access;
    Optional<Outcome<CommandLine>> commandLine =
        withCommandLine ? Optional.of(commandLine(process, reading.type())) : Optional.empty();
    ProcessLimits bounds = limits.read(process, reading.type());
    return processes
        .stat(process)
        .map(_ -> new ProcessDetails(reading, namespaces, worst, bounds, commandLine));
  }

  /// The control groups of a process that is known already, without another read of the process.
  ///
  /// @return gone, if the pid belongs to another process
  Outcome<ProcessCgroups> cgroups(int pid, long startTicks) {
    account.goOnTo(pid);
    try (PinnedProcess process = PinnedProcess.open(root, pid)) {
      return processes
          .stat(process)
          .flatMap(stat ->
              stat.startTicks() == startTicks
                  ? limits.cgroups(process)
                  : new Outcome.Gone<>(false));
    } catch (IOException e) {
      return Outcome.ofFailure(e, false);
    }
  }

  private Outcome<CommandLine> commandLine(PinnedProcess process, ProcessType type) {
    if (type != ProcessType.USER) {
      return new Outcome.NotApplicable<>();
    }
    return account.counted(
        ProcFile.CMDLINE,
        () -> {
          try {
            byte[] bytes = process.readBeginning(ProcFile.CMDLINE, CommandLine.LONGEST + 1);
            int length = Math.min(bytes.length, CommandLine.LONGEST);
            return new Outcome.Ok<>(
                CommandLine.parse(Arrays.copyOf(bytes, length), length == bytes.length));
          } catch (IOException e) {
            return Outcome.ofFailure(e, true);
          }
        });
  }
}
