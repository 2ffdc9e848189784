package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import java.util.Map;

/// A look at a process that brought its namespaces home too.
///
/// @param namespaces as the kernel names them, for example `pid:[4026531836]`; absent ones cannot
///   be read
/// @param access how reading them ended: ok, or why the last absent one is
public record ProcessDetails(
    ProcessReading process, Map<Namespace, KernelText> namespaces, OutcomeKind access) {
  public ProcessDetails {
    namespaces = Map.copyOf(namespaces);
  }
}
