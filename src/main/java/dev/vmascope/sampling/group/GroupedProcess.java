package dev.vmascope.sampling.group;

import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.sampling.CgroupInfo;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.ProcessKey;
import java.time.Instant;
import java.util.Optional;

/// A process as one tick has read it, with its group and its control groups. The next tick has the
/// same object if it keeps the reading, and nothing else has changed.
///
/// @param key its identity
/// @param startTime the start of the process, by the wall clock; absent where the boot time is
///   unknown
/// @param group the name of its group, clean: printable, at most 63 characters
/// @param fields the fields for group rules and labels
/// @param membership its control groups
public record GroupedProcess(
    ProcessKey key,
    ProcessReading reading,
    Optional<Instant> startTime,
    String group,
    GroupFields fields,
    CgroupInfo membership) {}
