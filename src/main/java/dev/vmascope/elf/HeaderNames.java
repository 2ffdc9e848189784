package dev.vmascope.elf;

/// The names of the numbers in a header, in `readelf`'s words if short. An unknown number is
/// printed as such.
public final class HeaderNames {
  private HeaderNames() {}

  /// The type of an object.
  public static String type(ElfObject object) {
    return switch (object.header().type()) {
      case 0 -> "none";
      case 1 -> "relocatable";
      case ElfHeader.EXEC -> "executable";
      case ElfHeader.DYN -> object.isPie() ? "pie-executable" : "shared-library";
      case 4 -> "core";
      default -> number(object.header().type());
    };
  }

  /// The system of an ABI.
  public static String osAbi(int abi) {
    return switch (abi) {
      case 0 -> "System V";
      case 1 -> "HP-UX";
      case 2 -> "NetBSD";
      case 3 -> "GNU/Linux";
      case 6 -> "Solaris";
      case 9 -> "FreeBSD";
      case 12 -> "OpenBSD";
      case 97 -> "ARM";
      case 255 -> "standalone";
      default -> number(abi);
    };
  }

  /// The instruction set.
  public static String machine(int machine) {
    return switch (machine) {
      case 2 -> "SPARC";
      case 3 -> "x86";
      case 8 -> "MIPS";
      case 20 -> "PowerPC";
      case 21 -> "PowerPC64";
      case 22 -> "S/390";
      case 40 -> "ARM";
      case 43 -> "SPARC v9";
      case 62 -> "x86-64";
      case 183 -> "AArch64";
      case 243 -> "RISC-V";
      case 247 -> "BPF";
      case 258 -> "LoongArch";
      default -> number(machine);
    };
  }

  /// A number without a name.
  static String number(long number) {
    return "0x" + Long.toHexString(number);
  }
}
