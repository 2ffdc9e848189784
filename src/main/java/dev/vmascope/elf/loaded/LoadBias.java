package dev.vmascope.elf.loaded;

import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.procfs.object.MappedFile;
import dev.vmascope.procfs.object.MappedFileQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The position of an object in memory.
///
/// @param biases the numbers to add to an address in the object; several, if it was loaded more
///   than once (`dlmopen(3)`); that of its only code, if no mapping shows its beginning; none, if
///   its code is not executable
/// @param lowest the lowest address in the object that is loaded
/// @param sizeBytes the size from there to the end of the last segment
public record LoadBias(List<Long> biases, long lowest, long sizeBytes) {
  private static final int MOST = 64;

  /// The largest page: mappings begin at a multiple of it, segments need not.
  private static final long LARGEST_PAGE = 1 << 16;

  public LoadBias {
    biases = List.copyOf(biases);
  }

  static LoadBias of(MappedFile file, List<ProgramHeader> loads) {
    if (loads.isEmpty()) {
      return new LoadBias(List.of(), 0, 0);
    }
    ProgramHeader first = loads.getFirst();
    ProgramHeader last = loads.getLast();
    long size = last.virtualAddress() + last.memoryBytes() - first.virtualAddress();
    Optional<ProgramHeader> code =
        loads.stream().filter(load -> load.isExecutable() && load.memoryBytes() != 0).findFirst();
    List<Long> biases = new ArrayList<>();
    long end = 0;
    for (ClassifiedMapping listed : file.mappings()) {
      Mapping mapping = listed.mapping();
      long slack = first.offset() - mapping.offset();
      boolean begins =
          file.isOfFile(listed)
              && slack >= 0
              && slack < LARGEST_PAGE
              && Long.compareUnsigned(mapping.range().start(), end) >= 0;
      long bias = mapping.range().start() + slack - first.virtualAddress();
      boolean runs = code.isEmpty() || hasCode(file, code.get(), bias);
      if (begins && runs && size > 0 && biases.size() < MOST) {
        biases.add(bias);
        end = mapping.range().start() + slack + size;
      }
    }
    return new LoadBias(
        biases.isEmpty() ? ofCodeAlone(file, loads) : biases, first.virtualAddress(), size);
  }

  /// The position by the code alone. Of several copies none is reported: they may lie closer
  /// together than the object is long.
  private static List<Long> ofCodeAlone(MappedFile file, List<ProgramHeader> loads) {
    List<Long> biases =
        file.mappings().stream()
            .filter(file::isOfFile)
            .map(ClassifiedMapping::mapping)
            .filter(mapping -> mapping.permissions().executable())
            .flatMap(mapping ->
                loads.stream()
                    .filter(load -> load.isExecutable() && holds(load, mapping))
                    .limit(1)
                    .map(load ->
                        mapping.range().start()
                            - mapping.offset()
                            + load.offset()
                            - load.virtualAddress()))
            .distinct()
            .toList();
    return biases.size() == 1 ? biases : List.of();
  }

  /// Whether code is mapped of a file that has none there: then it was mapped of another build.
  static boolean contradicts(MappedFile file, List<ProgramHeader> loads) {
    List<Mapping> code =
        file.mappings().stream()
            .filter(file::isOfFile)
            .map(ClassifiedMapping::mapping)
            .filter(mapping -> mapping.permissions().executable())
            .toList();
    return !code.isEmpty()
        && code.stream()
            .allMatch(mapping ->
                loads.stream()
                    .filter(ProgramHeader::isExecutable)
                    .noneMatch(load -> holds(load, mapping)));
  }

  /// Whether all of a mapping consists of pages of a segment.
  private static boolean holds(ProgramHeader load, Mapping mapping) {
    long page = MappedFileQueries.PAGE_BYTES;
    long end = (load.offset() + load.fileBytes() + page - 1) / page * page;
    return Long.compareUnsigned(mapping.offset(), load.offset() / page * page) >= 0
        && Long.compareUnsigned(mapping.offset() + mapping.range().sizeBytes(), end) <= 0;
  }

  /// Whether the memory at the position of the code is executable: a file that is mapped as data
  /// has none. Code that was copied to larger pages belongs to no file any more.
  private static boolean hasCode(MappedFile file, ProgramHeader code, long bias) {
    long address = bias + code.virtualAddress();
    return file.mappings().stream()
        .filter(listed -> listed.mapping().range().contains(address))
        .filter(listed -> listed.mapping().permissions().executable())
        .anyMatch(listed ->
            !file.isOfFile(listed)
                || listed.mapping().offset() + (address - listed.mapping().range().start())
                    == code.offset());
  }

  /// The address in the object for one in memory.
  public OptionalLong inObject(long address) {
    for (long bias : biases) {
      if (Long.compareUnsigned(address - bias - lowest, sizeBytes) < 0) {
        return OptionalLong.of(address - bias);
      }
    }
    return OptionalLong.empty();
  }

  /// Whether a mapping shows part of a segment.
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
