package dev.vmascope.procfs;

import dev.vmascope.mapping.ProcessStat;
import java.util.List;
import java.util.OptionalInt;

/// A look at a process and at some of its threads, in ascending order of their ids.
///
/// @param process whose threads they are
/// @param threads those that were looked at; gone where there is no folder `task`, as in most
///   captures
/// @param last the highest id that was looked at, if there are others with higher ones
/// @param complete whether all ids were listed: of very many threads only the first are
/// @param stamp when and how it was read
public record ThreadsReading(
    ProcessReading process,
    Outcome<List<ProcessStat>> threads,
    OptionalInt last,
    boolean complete,
    CaptureStamp stamp) {}
