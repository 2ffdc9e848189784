package dev.vmascope.mapping;

/// What only a whole listing tells of its mappings.
///
/// @param runtime what a Java virtual machine uses its mappings for
/// @param stacks which mappings are stacks of threads
/// @param go the heap of Go, as far as mappings have been asked about
record Overview(RuntimeAreas runtime, ThreadStacks stacks, GoHeap go) {
  /// Of some mappings alone.
  ///
  /// @param stacks which may be stacks
  static Overview without(ThreadStacks stacks) {
    return new Overview(RuntimeAreas.NONE, stacks, new GoHeap());
  }
}
