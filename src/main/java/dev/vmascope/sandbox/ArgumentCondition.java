package dev.vmascope.sandbox;

/// A condition on an argument of a system call, counted from 0.
sealed interface ArgumentCondition {
  /// The equality of the lower 32 bits with a value, for arguments of 32 bits.
  record Word(int argument, int value) implements ArgumentCondition {}

  /// The equality with an address.
  record Address(int argument, long value) implements ArgumentCondition {}

  /// The equality with the address of an element of an array.
  ///
  /// @param first the address of the array, a multiple of the distance
  /// @param bytes the size of the array, whose addresses have equal high halves
  /// @param distance that of two elements, a power of two
  record Element(int argument, long first, long bytes, int distance) implements ArgumentCondition {
    public Element {
      if (Integer.bitCount(distance) != 1
          || first % distance != 0
          || first >>> 32 != (first + bytes) >>> 32) {
        throw new IllegalArgumentException("an array that a filter cannot recognise");
      }
    }
  }
}
