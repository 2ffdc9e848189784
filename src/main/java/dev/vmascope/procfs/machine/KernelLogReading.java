package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.text.RawText;
import java.util.List;

/// The new records of one read-out of the kernel's log.
///
/// @param records the records, oldest first, as in `Documentation/ABI/testing/dev-kmsg`, without
///   their continuation lines of further fields
/// @param more whether more records can be read at once
public record KernelLogReading(List<RawText> records, boolean more) {
  public KernelLogReading {
    records = List.copyOf(records);
  }
}
