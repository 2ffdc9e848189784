package dev.vmascope.access.rule;

import java.util.OptionalLong;

/// The limits of a stack that grows, in bytes. Source: `acct_stack_growth`, `mm/vma.c`.
///
/// @param stack the maximum size of a mapping that grows (`RLIMIT_STACK`); absent: unlimited
/// @param addressSpace the maximum size of all mappings together (`RLIMIT_AS`); absent: unlimited
/// @param lockedMemory the maximum size of locked memory (`RLIMIT_MEMLOCK`); absent: unlimited
/// @param virtualBytes the size of all mappings together
/// @param lockedBytes the size of locked memory
/// @param mayLockAll whether the process has `CAP_IPC_LOCK`, in its own user namespace
public record StackLimits(
    OptionalLong stack,
    OptionalLong addressSpace,
    OptionalLong lockedMemory,
    long virtualBytes,
    long lockedBytes,
    boolean mayLockAll) {}
