package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;

/// The report that the OOM killer writes before it names a process. Source: `dump_header`,
/// `mm/oom_kill.c`.
///
/// @param begins whether a report begins with the line
/// @param cgroup the control group of the process that is killed (up to Linux 4.20)
/// @param shortage the facts about the group at its limit
public record OomReport(boolean begins, Optional<RawText> cgroup, Shortage shortage)
    implements LogMessage {
  /// The same report with a later line.
  public OomReport with(OomReport later) {
    return later.begins
        ? later
        : new OomReport(begins, cgroup.or(later::cgroup), shortage.with(later.shortage));
  }
}
