package dev.vmascope.procfs.cgroup;

import java.util.OptionalLong;

/// The memory limit and usage of the control group of a process.
public sealed interface CgroupMemory {
  /// The limits and usage that were read.
  ///
  /// @param limitBytes the smallest limit from the group up to the visible root; absent if none of
  ///   them has one
  /// @param usageBytes the usage of the group itself, page cache included; absent in the root,
  ///   which is not counted
  /// @param leftBytes the bytes until one of the groups on the way up is at its limit, 0 where one
  ///   is; absent without a limit, and where the usage of a limited group is malformed
  /// @param usageUnderstood whether all usage files could be read as numbers
  record Known(
      OptionalLong limitBytes,
      OptionalLong usageBytes,
      OptionalLong leftBytes,
      boolean usageUnderstood)
      implements CgroupMemory {}

  /// A stated unknown: the limits and usage could not be read.
  record Unknown(Reason reason) implements CgroupMemory {}

  /// The reason why nothing was read.
  enum Reason {
    /// The mount point of control groups is not known to belong to this proc file system, or no
    /// control groups are there.
    NO_ROOT,
    /// The process is in no group that counts memory.
    NO_GROUP,
    /// The group lies outside of what is mounted at the mount point, or its place is hidden by the
    /// cgroup namespace of the service.
    OUTSIDE,
    /// The group has no directory at the mount point of control groups.
    NOT_THERE,
    /// The kernel does not count memory by group.
    NOT_COUNTED,
    /// The files may not be read.
    DENIED,
    /// A limit has another form, so the smallest is not known.
    MALFORMED
  }
}
