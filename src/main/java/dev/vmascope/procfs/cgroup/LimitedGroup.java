package dev.vmascope.procfs.cgroup;

import java.util.Optional;

/// A control group with a memory limit, and what of it is in use.
///
/// @param path its directory, which tells it from others
/// @param limitBytes its limit
/// @param used its usage with all groups below; absent if it cannot be read
public record LimitedGroup(String path, long limitBytes, Optional<Used> used) {
  /// The memory in use.
  ///
  /// @param bytes without the pages of files that were not used lately: the kernel frees those
  ///   first (the working set of the kubelet)
  /// @param heldBytes also without the other pages of files and the slabs that the kernel takes
  ///   back before it kills
  public record Used(long bytes, long heldBytes) {}
}
