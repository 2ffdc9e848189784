package dev.vmascope.diff.run;

import java.util.OptionalLong;
import java.util.stream.Stream;

/// The distances between the bases of two address spaces, in bytes modulo 2^64. A zone that either
/// of them lacks has none.
///
/// @param program of the first mapping of the executable, the file below the heap
/// @param heap of the heap of `brk`
/// @param mmap of the area of `mmap`: of the end of its highest file
/// @param stack of the end of the main thread's stack
public record BaseShifts(
    OptionalLong program, OptionalLong heap, OptionalLong mmap, OptionalLong stack) {

  /// Whether both have the same bases, as a process and its fork do, and as all do without address
  /// space layout randomization.
  public boolean areNone() {
    return stack.isPresent()
        && program.isPresent()
        && Stream.of(program, heap, mmap, stack).allMatch(shift -> shift.orElse(0) == 0);
  }
}
