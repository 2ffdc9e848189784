package dev.vmascope.access.rule;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;

/// The facts about a process that the rules ask for. They ask only for facts that decide, since an
/// answer may cost a read; each question may be asked again.
public interface AccessFacts {
  /// The mappings at an address and next to it.
  Neighbourhood around(long address);

  /// The entry of the page map for the page of an address.
  Fact<PageEntry> page(long address);

  /// The flags, the protection key and the residency of a mapping. Expensive: the kernel walks the
  /// page tables of the whole process for it.
  Fact<MappingState> state(Mapping mapping);

  /// The state of a mapping's object at an offset.
  ///
  /// @param offset the offset of a page, in bytes from the start of the object
  Fact<FileState> file(Mapping mapping, long offset);

  /// The limits of a stack.
  Fact<StackLimits> growthLimits();
}
