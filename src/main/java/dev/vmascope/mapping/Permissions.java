package dev.vmascope.mapping;

import org.jspecify.annotations.Nullable;

/// The four permission letters of a mapping, one of sixteen combinations.
///
/// @param shared `s`: the mapping may be shared (the kernel prints `VM_MAYSHARE`); `p` is private,
///   copy on write
public record Permissions(boolean readable, boolean writable, boolean executable, boolean shared) {
  private static final Permissions[] ALL = new Permissions[16];
  private static final String[] LETTERS = new String[16];

  static {
    for (int bits = 0; bits < ALL.length; bits++) {
      ALL[bits] =
          new Permissions((bits & 8) != 0, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0);
      LETTERS[bits] =
          ((bits & 8) != 0 ? "r" : "-")
              + ((bits & 4) != 0 ? "w" : "-")
              + ((bits & 2) != 0 ? "x" : "-")
              + ((bits & 1) != 0 ? "s" : "p");
    }
  }

  /// The shared instance of a combination.
  public static Permissions of(
      boolean readable, boolean writable, boolean executable, boolean shared) {
    return ALL[bits(readable, writable, executable, shared)];
  }

  /// The shared instance of a combination.
  ///
  /// @param bits the lowest four, in the order of the kernel's letters
  public static Permissions ofBits(int bits) {
    return ALL[bits];
  }

  /// No access at all, as guard pages and reservations have.
  public boolean none() {
    return !readable && !writable && !executable;
  }

  /// Written out, like the next one: the generated ones go through method handles, which the simple
  /// compiler does not inline.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Permissions that && bits() == that.bits());
  }

  @Override
  public int hashCode() {
    return bits();
  }

  /// The kernel's four letters, for example `rw-p`.
  @Override
  public String toString() {
    return LETTERS[bits()];
  }

  private int bits() {
    return bits(readable, writable, executable, shared);
  }

  private static int bits(boolean readable, boolean writable, boolean executable, boolean shared) {
    return (readable ? 8 : 0) | (writable ? 4 : 0) | (executable ? 2 : 0) | (shared ? 1 : 0);
  }
}
