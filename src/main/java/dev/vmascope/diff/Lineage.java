package dev.vmascope.diff;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.text.RawText;
import org.jspecify.annotations.Nullable;

/// The identity of the memory that a mapping shows. Two mappings that overlap and have the same
/// lineage show the same byte at each address of both. A file keeps its lineage when it is renamed
/// or deleted, and private memory when it gets a name: `[heap]`, `[stack]` and `[anon:NAME]` are
/// labels.
///
/// @param device of the object; `00:00` for memory without one
/// @param name of what the kernel identifies by its name: its own pages, and objects that share an
///   inode (`anon_inode:…`) or a number (SysV, memfd); else empty
/// @param base the address at which the object's first byte would lie; 0 for memory without an
///   object, whose offset old kernels print as the address
/// @param shared whether writes reach the object
record Lineage(Device device, long inode, RawText name, long base, boolean shared) {
  static final RawText NO_NAME = new RawText("");

  private static final Lineage PRIVATE = new Lineage(Device.NONE, 0, NO_NAME, 0, false);

  /// Written out, like the next one: the generated ones go through method handles, which the simple
  /// compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Lineage that
            && inode == that.inode
            && base == that.base
            && shared == that.shared
            && device.equals(that.device)
            && name.equals(that.name));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Long.hashCode(inode) + Long.hashCode(base)) + name.hashCode();
  }

  static Lineage of(PlacedMapping placed) {
    Mapping mapping = placed.mapping();
    RawText name = name(placed);
    if (!isOfObject(mapping)) {
      return name.equals(NO_NAME) ? PRIVATE : new Lineage(Device.NONE, 0, name, 0, false);
    }
    return new Lineage(
        mapping.device(),
        mapping.inode(),
        name,
        mapping.range().start() - mapping.offset(),
        mapping.permissions().shared());
  }

  private static RawText name(PlacedMapping placed) {
    return switch (placed.listed().backing().kind()) {
      case FILE, DEVICE, SHARED_ANONYMOUS, HUGETLB, HEAP, STACK, ANONYMOUS -> NO_NAME;
      case MEMFD, SYSV, ANON_INODE, KERNEL, OTHER -> placed.mapping().name();
    };
  }

  /// Whether a mapping shows an object: a file, shared memory, a device.
  static boolean isOfObject(Mapping mapping) {
    return mapping.inode() != 0 || !mapping.device().none();
  }
}
