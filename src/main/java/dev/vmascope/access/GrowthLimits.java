package dev.vmascope.access;

import java.util.OptionalLong;

/// What bounds a stack that grows, in bytes (`acct_stack_growth`, `mm/vma.c`).
///
/// @param stack how large a mapping that grows may become (`RLIMIT_STACK`); absent: unlimited
/// @param addressSpace how large all mappings together may become (`RLIMIT_AS`); absent: unlimited
/// @param lockedMemory how much may be locked in memory (`RLIMIT_MEMLOCK`); absent: unlimited
/// @param virtualBytes the size of all mappings together
/// @param lockedBytes how much is locked
/// @param mayLockAll whether the process has `CAP_IPC_LOCK`, in its own user namespace
public record GrowthLimits(
    OptionalLong stack,
    OptionalLong addressSpace,
    OptionalLong lockedMemory,
    long virtualBytes,
    long lockedBytes,
    boolean mayLockAll) {}
