package dev.vmascope.procfs;

import java.util.OptionalInt;

/// What is special about a process that is read from a folder of captures: nothing of it runs, ends
/// or changes, and any file may be missing.
///
/// @param hasStat whether the folder has the file `stat`; without it nothing but the pid is known
///   of who the process is, and its name where `status` has it
/// @param otherPid the pid that its files name, where it is not that of the folder
public record CapturedProcess(boolean hasStat, OptionalInt otherPid) {}
