package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import java.util.Map;

/// A look at a process that brought its namespaces home too.
///
/// @param namespaces as the kernel names them, for example `pid:[4026531836]`; those that cannot be
///   read are absent
public record ProcessDetails(ProcessReading process, Map<Namespace, KernelText> namespaces) {
  public ProcessDetails {
    namespaces = Map.copyOf(namespaces);
  }
}
