package dev.vmascope.procfs;

import java.util.OptionalLong;

/// What the control group of a process says of memory.
public sealed interface CgroupMemory {
  /// What was read.
  ///
  /// @param limitBytes the smallest limit from the group up to the root that can be seen; absent:
  ///   none of them has one
  /// @param usageBytes what the group itself uses, page cache included; absent in the root, which
  ///   is not counted
  /// @param leftBytes how much more may be used before one of the groups on the way is at its
  ///   limit, 0 where it is; absent without a limit, and where the use of one that has a limit is
  ///   not understood
  /// @param usageUnderstood whether all files that say what is used could be read as numbers
  record Known(
      OptionalLong limitBytes,
      OptionalLong usageBytes,
      OptionalLong leftBytes,
      boolean usageUnderstood)
      implements CgroupMemory {}

  /// Nothing was read.
  record Unknown(Reason reason) implements CgroupMemory {}

  /// Why nothing was read.
  enum Reason {
    /// Where control groups are mounted is not known to belong to this proc file system.
    NO_ROOT,
    /// The process is in no group that could count memory.
    NO_GROUP,
    /// The group lies outside of the cgroup namespace of the service.
    OUTSIDE,
    /// There is no such folder where control groups are mounted.
    NOT_THERE,
    /// The kernel does not count memory by group.
    NOT_COUNTED,
    /// The files may not be read.
    DENIED,
    /// A limit has another form, so the smallest is not known.
    MALFORMED
  }
}
