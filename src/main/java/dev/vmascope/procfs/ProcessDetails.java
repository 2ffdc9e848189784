package dev.vmascope.procfs;

import dev.vmascope.mapping.CommandLine;
import dev.vmascope.mapping.KernelText;
import java.util.Map;
import java.util.Optional;

/// A look at a process that brought its namespaces and limits home too, and its command line if
/// asked to.
///
/// @param namespaces as the kernel names them, for example `pid:[4026531836]`; absent ones cannot
///   be read
/// @param access how reading them ended: ok, or why the last absent one is
/// @param limits its control groups, and what bounds it
/// @param commandLine its arguments; not applicable without memory; empty if nobody asked for them
public record ProcessDetails(
    ProcessReading process,
    Map<Namespace, KernelText> namespaces,
    OutcomeKind access,
    ProcessLimits limits,
    Optional<Outcome<CommandLine>> commandLine) {
  public ProcessDetails {
    namespaces = Map.copyOf(namespaces);
  }
}
