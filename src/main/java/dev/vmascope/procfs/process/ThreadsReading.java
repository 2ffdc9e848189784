package dev.vmascope.procfs.process;

import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.pool.Consistency;
import java.util.List;
import java.util.OptionalInt;

/// A process and some of its threads, in ascending order of their ids.
///
/// @param process the process, as read just before
/// @param threads the threads that were read; gone where there is no folder `task`, as in most
///   captures
/// @param last the highest id that was read, if there are threads with higher ones
/// @param complete whether all ids were listed: of very many threads only the first are
/// @param stamp the time and consistency of the reading
public record ThreadsReading(
    ProcessReading process,
    Outcome<List<ProcessStat>> threads,
    OptionalInt last,
    boolean complete,
    Consistency stamp) {}
