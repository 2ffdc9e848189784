package dev.vmascope.procfs.cgroup;

import java.util.OptionalLong;

/// A control group with a memory limit, and what of it is in use.
///
/// @param path its directory, which tells it from others
/// @param limitBytes its limit
/// @param usedBytes its usage with all groups below, without the pages of files that were not used
///   lately: the kernel frees those before it kills; absent if it cannot be read
public record LimitedGroup(String path, long limitBytes, OptionalLong usedBytes) {}
