package dev.vmascope.access;

import dev.vmascope.mapping.AddressSpaceLayout;

/// What decides about accesses and is the same for all processes.
///
/// @param protectionKeys whether the processor has memory protection keys, and the kernel uses them
/// @param shadowStacks whether programs may have shadow stacks, which look like other memory
/// @param tellsGuards whether the page map tells guards; else they look like swapped pages
/// @param stackGuardPages how far a stack that grows stays away from what lies below it, in pages
///   (boot parameter `stack_guard_gap`)
public record Machine(
    AddressSpaceLayout layout,
    boolean protectionKeys,
    boolean shadowStacks,
    boolean tellsGuards,
    long stackGuardPages) {
  /// What most kernels have (`mm/mmap.c`).
  public static final long USUAL_STACK_GUARD_PAGES = 256;
}
