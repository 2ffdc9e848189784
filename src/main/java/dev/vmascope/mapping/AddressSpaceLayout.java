package dev.vmascope.mapping;

/// The division of all 64-bit addresses on an architecture. The user half starts at 0, the kernel
/// half lies at the top; no page table can map the gap between them. Addresses are unsigned, and
/// without tag bits (`untag_mask`).
///
/// @param architecture the architecture that has this layout
/// @param userBits the number of low bits that may be set in a user address; all bits above are
///   clear there, and set in the kernel half
/// @param pageBytes the size of a page
public record AddressSpaceLayout(Architecture architecture, int userBits, int pageBytes) {
  private static final int FOUR_LEVELS = 47;
  private static final int FIVE_LEVELS = 56;

  /// The address bits that a table covers less than a page: an entry of a page table has 8 bytes.
  private static final int ENTRY_BITS = 3;

  public AddressSpaceLayout {
    if (userBits < 32 || userBits > 56) {
      throw new IllegalArgumentException("expected 32 to 56 bits, got " + userBits);
    }
    if (Integer.bitCount(pageBytes) != 1 || pageBytes < 4096 || pageBytes > 65536) {
      throw new IllegalArgumentException("expected pages of 4, 16 or 64 KiB, got " + pageBytes);
    }
  }

  /// The layout of x86-64 with page tables of 4 or 5 levels
  /// (`arch/x86/include/asm/page_64_types.h`).
  ///
  /// @throws IllegalArgumentException for another number of levels
  public static AddressSpaceLayout x86(int levels) {
    return switch (levels) {
      case 4 -> new AddressSpaceLayout(Architecture.X86_64, FOUR_LEVELS, 4096);
      case 5 -> new AddressSpaceLayout(Architecture.X86_64, FIVE_LEVELS, 4096);
      default -> throw new IllegalArgumentException("expected 4 or 5 levels, got " + levels);
    };
  }

  /// The layout of arm64 by the number of address bits (`CONFIG_ARM64_VA_BITS`): 39, 48 and 52 are
  /// common, 36, 42 and 47 possible.
  public static AddressSpaceLayout arm64(int bits, int pageBytes) {
    return new AddressSpaceLayout(Architecture.AARCH64, bits, pageBytes);
  }

  /// Whether a page table can map the address. An access to an address that is not canonical
  /// reaches no page table: on x86-64 the processor raises a general protection fault, whose signal
  /// has no address; on arm64 it is an ordinary segmentation fault.
  public boolean canonical(long address) {
    long high = address >> userBits;
    return high == 0 || high == -1;
  }

  /// Whether the address lies in the kernel half. A program that touches it gets a segmentation
  /// fault in any case, except at the gate `[vsyscall]` of x86-64.
  public boolean kernelHalf(long address) {
    return address >> userBits == -1;
  }

  /// Whether a program may map something here.
  public boolean user(long address) {
    return Long.compareUnsigned(address, userEnd()) < 0;
  }

  /// The first address that a program cannot map (`TASK_SIZE_MAX`).
  public long userEnd() {
    return switch (architecture) {
      // The last page stays empty: a SYSCALL at its very end would return to an address that is
      // not canonical (arch/x86/include/asm/page_64.h).
      case X86_64 -> gapStart() - pageBytes;
      case AARCH64 -> gapStart();
    };
  }

  /// The end of the default window: the first address that the kernel gives only to callers that
  /// ask for one beyond.
  public long windowEnd() {
    return userBits <= architecture.windowBits()
        ? userEnd()
        : new AddressSpaceLayout(architecture, architecture.windowBits(), pageBytes).userEnd();
  }

  /// The first address that is not canonical.
  public long gapStart() {
    return 1L << userBits;
  }

  /// The first address of the kernel half, which reaches to the very last address.
  public long kernelStart() {
    return -1L << userBits;
  }

  /// The first address that a 32-bit program on the 64-bit kernel cannot map.
  public long userEndOf32Bit() {
    long all = 1L << 32;
    return switch (architecture) {
      case X86_64 -> all - 2L * pageBytes;
      case AARCH64 -> pageBytes == 65536 ? all : all - pageBytes;
    };
  }

  /// The number of page-table levels.
  public int levels() {
    int mapped = architecture == Architecture.X86_64 ? userBits + 1 : userBits;
    int offset = Integer.numberOfTrailingZeros(pageBytes);
    return Math.ceilDiv(mapped - offset, offset - ENTRY_BITS);
  }
}
