package dev.vmascope.mapping;

/// How an architecture divides all addresses of 64 bit: the user's from 0 up, the kernel's at the
/// top, and a gap between them that no page table can map. Addresses are unsigned, and taken
/// without tag bits (`untag_mask`).
///
/// @param architecture whose layout it is
/// @param userBits how many low bits of a user address may be set: the bits above are all clear
///   there, and all set in the kernel's part
/// @param pageBytes the size of a page
public record AddressSpaceLayout(Architecture architecture, int userBits, int pageBytes) {
  private static final int FOUR_LEVELS = 47;
  private static final int FIVE_LEVELS = 56;

  /// An entry of a page table has 8 bytes, so a table of one page takes this much less of an
  /// address than a page does.
  private static final int ENTRY_BITS = 3;

  public AddressSpaceLayout {
    if (userBits < 32 || userBits > 56) {
      throw new IllegalArgumentException("expected 32 to 56 bits, got " + userBits);
    }
    if (Integer.bitCount(pageBytes) != 1 || pageBytes < 4096 || pageBytes > 65536) {
      throw new IllegalArgumentException("expected pages of 4, 16 or 64 KiB, got " + pageBytes);
    }
  }

  /// The layout of x86-64 with page tables of so many levels, 4 or 5
  /// (`arch/x86/include/asm/page_64_types.h`).
  ///
  /// @throws IllegalArgumentException for other numbers
  public static AddressSpaceLayout x86(int levels) {
    return switch (levels) {
      case 4 -> new AddressSpaceLayout(Architecture.X86_64, FOUR_LEVELS, 4096);
      case 5 -> new AddressSpaceLayout(Architecture.X86_64, FIVE_LEVELS, 4096);
      default -> throw new IllegalArgumentException("expected 4 or 5 levels, got " + levels);
    };
  }

  /// The layout of arm64 with addresses of so many bits (`CONFIG_ARM64_VA_BITS`): 39, 48 and 52 are
  /// common, 36, 42 and 47 possible.
  public static AddressSpaceLayout arm64(int bits, int pageBytes) {
    return new AddressSpaceLayout(Architecture.AARCH64, bits, pageBytes);
  }

  /// Whether a page table can map the address at all. Touching one that is not canonical never
  /// comes to a page table: on x86-64 the processor raises a general protection fault, whose signal
  /// has no address; on arm64 it is an ordinary segmentation fault.
  public boolean canonical(long address) {
    long high = address >> userBits;
    return high == 0 || high == -1;
  }

  /// Whether the address lies in the kernel's part. A program that touches it gets a segmentation
  /// fault, whatever is there (but for the gate `[vsyscall]` of x86-64).
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

  /// The first address above what the kernel gives to those who do not ask for an address beyond.
  public long windowEnd() {
    return userBits <= architecture.windowBits()
        ? userEnd()
        : new AddressSpaceLayout(architecture, architecture.windowBits(), pageBytes).userEnd();
  }

  /// The first address that is not canonical.
  public long gapStart() {
    return 1L << userBits;
  }

  /// The first address of the kernel's part, which reaches to the very last address.
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

  /// How many levels of page tables an address takes.
  public int levels() {
    int mapped = architecture == Architecture.X86_64 ? userBits + 1 : userBits;
    int offset = Integer.numberOfTrailingZeros(pageBytes);
    return Math.ceilDiv(mapped - offset, offset - ENTRY_BITS);
  }
}
