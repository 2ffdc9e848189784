package dev.vmascope.access.rule;

import dev.vmascope.mapping.AddressSpaceLayout;

/// The facts that decide on accesses and are the same for all processes.
///
/// @param protectionKeys whether the processor has memory protection keys, and the kernel uses them
/// @param shadowStacks whether programs may have shadow stacks, which cannot be distinguished from
///   other memory
/// @param reportsGuards whether the page map reports guards; else it shows them as swapped pages
/// @param stackGuardPages the distance between a stack that grows and the mapping below it, in
///   pages (boot parameter `stack_guard_gap`)
/// @param lowestAddress the address below which a stack must not grow (`vm.mmap_min_addr`)
/// @param strictOvercommit whether the kernel promises no more memory than there is
///   (`vm.overcommit_memory` is 2)
public record AccessPlatform(
    AddressSpaceLayout layout,
    boolean protectionKeys,
    boolean shadowStacks,
    boolean reportsGuards,
    long stackGuardPages,
    long lowestAddress,
    boolean strictOvercommit) {
  /// The value of [#lowestAddress] on most kernels.
  public static final long USUAL_LOWEST_ADDRESS = 1 << 16;
}
