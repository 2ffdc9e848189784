package dev.vmascope.procfs;

import dev.vmascope.mapping.KernelText;
import java.util.List;

/// What a look at the kernel's log gave.
///
/// @param records the records, oldest first, as `Documentation/ABI/testing/dev-kmsg` says, without
///   their lines of further fields
/// @param more whether there are more to be read at once
public record KernelLogReading(List<KernelText> records, boolean more) {
  public KernelLogReading {
    records = List.copyOf(records);
  }
}
