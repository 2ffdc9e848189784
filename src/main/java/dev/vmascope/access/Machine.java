package dev.vmascope.access;

import dev.vmascope.mapping.AddressSpaceLayout;

/// What decides about accesses and is the same for all processes.
///
/// @param protectionKeys whether the processor has memory protection keys, and the kernel uses them
/// @param shadowStacks whether programs may have shadow stacks, which look like other memory
/// @param tellsGuards whether the page map tells guards; else they look like swapped pages
/// @param stackGuardPages how far a stack that grows stays away from what lies below it, in pages
///   (boot parameter `stack_guard_gap`)
/// @param lowestAddress below which a stack must not grow (`vm.mmap_min_addr`)
/// @param strictOvercommit whether the kernel promises no more memory than there is
///   (`vm.overcommit_memory` is 2)
public record Machine(
    AddressSpaceLayout layout,
    boolean protectionKeys,
    boolean shadowStacks,
    boolean tellsGuards,
    long stackGuardPages,
    long lowestAddress,
    boolean strictOvercommit) {
  /// What most kernels have for [#lowestAddress].
  public static final long USUAL_LOWEST_ADDRESS = 1 << 16;
}
