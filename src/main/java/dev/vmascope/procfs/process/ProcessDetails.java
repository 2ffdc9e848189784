package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.CommandLine;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import java.util.Map;
import java.util.Optional;

/// A process with its namespaces, its limits and, on request, its command line.
///
/// @param namespaces the kernel's identifiers, for example `pid:[4026531836]`; unreadable ones are
///   absent
/// @param access the outcome of reading them: ok, or the reason for the last absent one
/// @param limits its control groups and limits
/// @param commandLine its arguments; not applicable without memory; empty if they were not
///   requested
public record ProcessDetails(
    ProcessReading process,
    Map<Namespace, RawText> namespaces,
    OutcomeKind access,
    ProcessLimits limits,
    Optional<Outcome<CommandLine>> commandLine) {
  public ProcessDetails {
    namespaces = Map.copyOf(namespaces);
  }
}
