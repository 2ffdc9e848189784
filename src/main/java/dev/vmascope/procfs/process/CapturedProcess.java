package dev.vmascope.procfs.process;

import java.util.OptionalInt;

/// The completeness and consistency of a process that is read from captured files. It never runs,
/// ends or changes, and any of its files may be missing.
///
/// @param hasStat whether the folder has the file `stat`; without it only the pid is known of its
///   identity, and the name where `status` has it
/// @param otherPid the pid in its files, where it differs from that of the folder
public record CapturedProcess(boolean hasStat, OptionalInt otherPid) {
  /// The name of the folder with a pasted listing, which no process is known for.
  public static final int NO_PID = 0;
}
