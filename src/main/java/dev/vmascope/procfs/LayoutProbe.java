package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import java.util.Optional;
import java.util.regex.Pattern;

/// Finds out how the running kernel divides addresses.
final class LayoutProbe {
  private static final Pattern ARM = Pattern.compile("(?m)^CPU implementer\\s*:");

  /// As Java names it.
  private static final String OWN = System.getProperty("os.arch");

  private LayoutProbe() {}

  /// The architecture, by its name where the kernel gives it, else by how `/proc/cpuinfo` looks,
  /// else by what this service was built for.
  ///
  /// @param own whether it is that of the machine that the service runs on
  static Optional<Architecture> architecture(
      Outcome<String> name, Outcome<String> processors, boolean own) {
    if (name.value().isPresent()) {
      return Architecture.named(name.value().get().strip());
    }
    String text = processors.value().orElse("");
    if (hasFlag(text, "lm")) {
      return Optional.of(Architecture.X86_64);
    }
    if (ARM.matcher(text).find()) {
      return Optional.of(Architecture.AARCH64);
    }
    return own && text.isEmpty()
        ? Architecture.named(OWN.replace("amd64", "x86_64"))
        : Optional.empty();
  }

  /// Whether the flags of a processor have one (`flags` on x86-64, `Features` on arm64).
  ///
  /// @param processors what is in `/proc/cpuinfo`
  static boolean hasFlag(String processors, String flag) {
    return Pattern.compile("(?m)^(?:flags|Features)\\s*:.* " + flag + "( |$)")
        .matcher(processors)
        .find();
  }

  /// Asks for a page of address space where only a layout of so many bits has any: the kernel gives
  /// it there, or below. Nothing is written or allocated, and it is given back at once.
  static Optional<AddressSpaceLayout> probed(Architecture architecture, int pageBytes) {
    for (int bits : architecture.possibleUserBits()) {
      // Three quarters up: neither near stack and libraries nor near the program.
      LibC.Result given = LibC.reserve(3L << (bits - 2), pageBytes);
      if (given.failed()) {
        return Optional.empty();
      }
      LibC.release(given.value(), pageBytes);
      if (given.value() >>> (bits - 1) == 1) {
        return Optional.of(new AddressSpaceLayout(architecture, bits, pageBytes));
      }
    }
    return Optional.empty();
  }

  /// What the flags of the processor tell: the kernel takes `la57` away where it does not use five
  /// levels (`arch/x86/kernel/cpu/common.c`). Those of arm64 tell nothing.
  static Optional<AddressSpaceLayout> told(Architecture architecture, Outcome<String> processors) {
    return switch (architecture) {
      case X86_64 ->
          processors.value().map(text -> AddressSpaceLayout.x86(hasFlag(text, "la57") ? 5 : 4));
      case AARCH64 -> Optional.empty();
    };
  }
}
