package dev.vmascope.procfs.machine;

import dev.vmascope.mapping.AddressSpaceLayout;
import dev.vmascope.mapping.Architecture;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.call.MemoryCalls;
import dev.vmascope.procfs.call.Outcome;
import java.util.Optional;
import java.util.regex.Pattern;

/// A probe of the address-space layout and the architecture of the running kernel.
final class AddressLayoutProbe {
  private static final Pattern ARM = Pattern.compile("(?m)^CPU implementer\\s*:");

  /// The architecture's name in Java.
  private static final String OWN = System.getProperty("os.arch");

  private AddressLayoutProbe() {}

  /// The architecture, by its name in the kernel, else by the form of `/proc/cpuinfo`, else by the
  /// build of this service.
  ///
  /// @param own whether it is the architecture of the machine that the service runs on
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

  /// Whether the flags of a processor (`flags` on x86-64, `Features` on arm64) include one.
  ///
  /// @param processors the text of `/proc/cpuinfo`
  static boolean hasFlag(String processors, String flag) {
    return Pattern.compile("(?m)^(?:flags|Features)\\s*:.* " + flag + "( |$)")
        .matcher(processors)
        .find();
  }

  /// The layout by trial: a page of address space is reserved at an address that only a layout of
  /// that many bits has; the kernel gives it there, or below. Nothing is written or allocated, and
  /// it is released at once.
  static Optional<AddressSpaceLayout> probed(Architecture architecture, int pageBytes) {
    for (int bits : architecture.possibleUserBits()) {
      // Three quarters up: neither near stack and libraries nor near the program.
      LibC.Result given = MemoryCalls.reserve(3L << (bits - 2), pageBytes);
      if (given.failed()) {
        return Optional.empty();
      }
      MemoryCalls.release(given.value(), pageBytes);
      if (given.value() >>> (bits - 1) == 1) {
        return Optional.of(new AddressSpaceLayout(architecture, bits, pageBytes));
      }
    }
    return Optional.empty();
  }

  /// The layout by the flags of the processor: the kernel clears `la57` where it does not use five
  /// levels (`arch/x86/kernel/cpu/common.c`). Those of arm64 do not include it.
  static Optional<AddressSpaceLayout> ofProcessorFlags(
      Architecture architecture, Outcome<String> processors) {
    return switch (architecture) {
      case X86_64 ->
          processors.value().map(text -> AddressSpaceLayout.x86(hasFlag(text, "la57") ? 5 : 4));
      case AARCH64 -> Optional.empty();
    };
  }
}
