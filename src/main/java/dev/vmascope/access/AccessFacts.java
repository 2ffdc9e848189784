package dev.vmascope.access;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;

/// What the rules ask about a process. They ask for nothing that does not decide, since an answer
/// may cost a read; each question may be asked again.
public interface AccessFacts {
  /// The mappings at an address and next to it.
  Neighbourhood around(long address);

  /// The entry of the page map for the page of an address.
  Fact<PageEntry> page(long address);

  /// The flags of a mapping and the like. Dear: the kernel walks the page tables of the whole
  /// process for it.
  Fact<MappingState> state(Mapping mapping);

  /// What the object of a mapping has at an offset.
  ///
  /// @param offset of a page, in bytes from the start of the object
  Fact<FileState> file(Mapping mapping, long offset);

  /// What bounds a stack.
  Fact<GrowthLimits> growthLimits();
}
