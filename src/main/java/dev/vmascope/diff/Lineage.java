package dev.vmascope.diff;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.text.RawText;

/// The identity of the memory that a mapping shows. Two mappings that overlap and have the same
/// lineage show the same byte of the same object at each address of both, or memory of the same
/// name. A file keeps its lineage when it is renamed or deleted.
///
/// @param device of the object; `00:00` for memory without one
/// @param name of memory without an object, as the kernel prints it; empty for an object
/// @param base the address at which the object's first byte would lie; 0 for memory without an
///   object, whose offset old kernels print as the address
record Lineage(Device device, long inode, RawText name, long base) {
  private static final RawText NONE = new RawText("");

  static Lineage of(Mapping mapping) {
    return isOfObject(mapping)
        ? new Lineage(
            mapping.device(), mapping.inode(), NONE, mapping.range().start() - mapping.offset())
        : new Lineage(Device.NONE, 0, mapping.name(), 0);
  }

  /// Whether a mapping shows an object: a file, shared memory, a device.
  static boolean isOfObject(Mapping mapping) {
    return mapping.inode() != 0 || !mapping.device().none();
  }

  /// Whether two mappings differ in their name at most.
  static boolean differInNameAtMost(Mapping one, Mapping other) {
    return one.range().equals(other.range())
        && one.permissions().equals(other.permissions())
        && one.device().equals(other.device())
        && one.inode() == other.inode()
        && (one.offset() == other.offset() || !isOfObject(one));
  }
}
