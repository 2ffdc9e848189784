package dev.vmascope.diff.run;

import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The bases of the zones that the kernel places at random. These are the program, the heap of
/// `brk`, the area of `mmap` and the stack (`arch_randomize_brk`, `mmap_base`; `fs/binfmt_elf.c`,
/// Linux 6.18).
final class RunBases {
  private @Nullable RunObject file;
  private long fileStart;
  private long fileEnd;
  private @Nullable RunObject program;
  private OptionalLong programStart = OptionalLong.empty();
  private OptionalLong heapStart = OptionalLong.empty();
  private @Nullable RunObject topFile;
  private OptionalLong topEnd = OptionalLong.empty();
  private OptionalLong stackEnd = OptionalLong.empty();

  /// Takes the next mapping, in ascending order of address. The file below the heap is the program;
  /// the one below the stack is what the kernel mapped first, mostly the dynamic linker.
  void add(ClassifiedMapping listed, RunObject object) {
    MappingKind kind = listed.backing().kind();
    if (kind == MappingKind.FILE) {
      if (object != file) {
        file = object;
        fileStart = listed.mapping().range().start();
      }
      fileEnd = listed.mapping().range().end();
    } else if (kind == MappingKind.HEAP && heapStart.isEmpty()) {
      heapStart = OptionalLong.of(listed.mapping().range().start());
      if (file != null) {
        program = file;
        programStart = OptionalLong.of(fileStart);
      }
    } else if (kind == MappingKind.STACK) {
      stackEnd = OptionalLong.of(listed.mapping().range().end());
      if (file != null) {
        topFile = file;
        topEnd = OptionalLong.of(fileEnd);
      }
    }
  }

  /// The distances from these bases to others.
  BaseShifts to(RunBases later) {
    return new BaseShifts(
        areVersions(program, later.program)
            ? distance(programStart, later.programStart)
            : OptionalLong.empty(),
        distance(heapStart, later.heapStart),
        areVersions(topFile, later.topFile) ? distance(topEnd, later.topEnd) : OptionalLong.empty(),
        distance(stackEnd, later.stackEnd));
  }

  private static boolean areVersions(@Nullable RunObject one, @Nullable RunObject other) {
    return one != null && other != null && one.key() == other.key();
  }

  private static OptionalLong distance(OptionalLong from, OptionalLong to) {
    return from.isPresent() && to.isPresent()
        ? OptionalLong.of(to.getAsLong() - from.getAsLong())
        : OptionalLong.empty();
  }
}
