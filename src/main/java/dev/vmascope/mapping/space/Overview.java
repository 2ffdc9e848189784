package dev.vmascope.mapping.space;

import dev.vmascope.mapping.hotspot.JvmAreas;

/// The facts about mappings that only the whole listing shows.
///
/// @param runtime the areas of a Java virtual machine
/// @param stacks the mappings that are stacks of threads
/// @param go the heap of Go, as far as mappings have been asked about
public record Overview(JvmAreas runtime, ThreadStacks stacks, GoHeap go) {
  /// The overview of some mappings without the rest of the listing.
  ///
  /// @param stacks the mappings that may be stacks
  public static Overview without(ThreadStacks stacks) {
    return new Overview(JvmAreas.NONE, stacks, new GoHeap());
  }
}
