package dev.vmascope.diff.run;

import dev.vmascope.diff.MemoryUse;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.space.ClassifiedMapping;
import org.jspecify.annotations.Nullable;

/// A mapping of one run without its address.
///
/// @param ordinal the number of mappings below it
/// @param anchor what the mapping belongs to: for memory without a name next to the data of an
///   object, that object (its `.bss`); else the object itself
/// @param offset into the object, in bytes; 0 where the kernel's number is no place in an object
/// @param use the memory that it uses; `null` in a listing without
public record RunMapping(
    int ordinal,
    RunObject object,
    RunObject anchor,
    long offset,
    Permissions permissions,
    long sizeBytes,
    MappingCategory category,
    @Nullable MemoryUse use) {

  static RunMapping of(ClassifiedMapping listed, int ordinal, RunObject object, RunObject anchor) {
    Mapping mapping = listed.mapping();
    return new RunMapping(
        ordinal,
        object,
        anchor,
        placeInObject(listed),
        mapping.permissions(),
        mapping.sizeBytes(),
        listed.category(),
        MemoryUse.of(listed.usage()).orElse(null));
  }

  /// The offset. Drivers put cookies there, and the kernel the address of a moved `/dev/zero`.
  private static long placeInObject(ClassifiedMapping listed) {
    Mapping mapping = listed.mapping();
    boolean isPlace =
        switch (listed.backing().kind()) {
          case FILE, MEMFD, SYSV, SHARED_ANONYMOUS -> true;
          case HEAP, STACK, ANONYMOUS, HUGETLB, DEVICE, ANON_INODE, KERNEL, OTHER -> false;
        };
    return isPlace && mapping.offset() != mapping.range().start() ? mapping.offset() : 0;
  }

  /// Whether it belongs to an object that it does not map.
  boolean isAnchored() {
    return anchor != object;
  }

  /// Whether it belongs to another object, which only one of the runs maps.
  boolean isOfLostObject() {
    return isAnchored() && (anchor.mappingsBefore() == 0 || anchor.mappingsAfter() == 0);
  }

  /// Whether it is the same as another in all but its place in the listing and its category, which
  /// is partly a guess from the neighbours.
  boolean isLike(RunMapping other) {
    return object == other.object
        && offset == other.offset
        && permissions.equals(other.permissions)
        && sizeBytes == other.sizeBytes;
  }
}
