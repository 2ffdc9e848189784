package dev.vmascope.elf;

import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.procfs.MappedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Where an object lies in memory.
///
/// @param biases what to add to an address in the object; more than one, if it was loaded more than
///   once (`dlmopen(3)`); none, if no mapping shows its beginning
/// @param lowest the lowest address in the object that is loaded
/// @param sizeBytes from there to the end of the last segment
public record LoadPlace(List<Long> biases, long lowest, long sizeBytes) {
  private static final int MOST = 64;

  /// The largest page: mappings begin at a multiple of it, segments need not.
  private static final long LARGEST_PAGE = 1 << 16;

  public LoadPlace {
    biases = List.copyOf(biases);
  }

  static LoadPlace of(MappedFile file, List<ProgramHeader> loads) {
    if (loads.isEmpty()) {
      return new LoadPlace(List.of(), 0, 0);
    }
    ProgramHeader first = loads.getFirst();
    ProgramHeader last = loads.getLast();
    long size = last.virtualAddress() + last.memoryBytes() - first.virtualAddress();
    List<Long> biases = new ArrayList<>();
    long end = 0;
    for (ListedMapping listed : file.mappings()) {
      Mapping mapping = listed.mapping();
      long slack = first.offset() - mapping.offset();
      boolean begins =
          file.isOfFile(listed)
              && slack >= 0
              && slack < LARGEST_PAGE
              && Long.compareUnsigned(mapping.range().start(), end) >= 0;
      if (begins && size > 0 && biases.size() < MOST) {
        biases.add(mapping.range().start() + slack - first.virtualAddress());
        end = mapping.range().start() + slack + size;
      }
    }
    return new LoadPlace(biases, first.virtualAddress(), size);
  }

  /// The address in the object of one in memory.
  public OptionalLong inObject(long address) {
    for (long bias : biases) {
      if (Long.compareUnsigned(address - bias - lowest, sizeBytes) < 0) {
        return OptionalLong.of(address - bias);
      }
    }
    return OptionalLong.empty();
  }

  /// Whether a mapping shows some of a segment.
  public boolean shows(Mapping mapping, ProgramHeader segment) {
    for (long bias : biases) {
      long start = bias + segment.virtualAddress();
      long end = start + segment.memoryBytes();
      if (Long.compareUnsigned(mapping.range().start(), end) < 0
          && Long.compareUnsigned(start, mapping.range().end()) < 0) {
        return true;
      }
    }
    return false;
  }
}
