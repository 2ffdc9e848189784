package dev.vmascope.fault;

import dev.vmascope.mapping.KernelText;
import java.util.Optional;

/// What the report tells that the OOM killer writes before it names a process (`dump_header`,
/// `mm/oom_kill.c`).
///
/// @param begins whether a report begins with the line
/// @param cgroup the control group of the process that is killed (up to Linux 4.20)
/// @param shortage what is known of the group at its limit
record OomReport(boolean begins, Optional<KernelText> cgroup, Shortage shortage)
    implements LogMessage {
  /// The same with a later line.
  OomReport with(OomReport later) {
    return later.begins
        ? later
        : new OomReport(begins, cgroup.or(later::cgroup), shortage.with(later.shortage));
  }
}
