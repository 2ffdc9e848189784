package dev.vmascope.kernellog;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The commands that examine an event further, for the machine with the program. Somebody will
/// paste them into a shell: text that a program chose is in them only where it is harmless there.
public final class NextSteps {
  private static final long FOUR_GIB = 1L << 32;

  /// The usual position of 32-bit programs at fixed addresses.
  private static final long FIXED_OF_32_BITS = 0x10000000L;

  private static final Pattern HARMLESS_NAME =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,254}");
  private static final Pattern HARMLESS_PATH =
      Pattern.compile("(?:/[A-Za-z0-9_][A-Za-z0-9._@:+-]{0,254}){1,32}");

  private NextSteps() {}

  /// The commands, in the order of their use.
  ///
  /// @param addresses whether they may contain absolute addresses
  public static List<String> of(KernelEvent event, boolean addresses) {
    return switch (event) {
      case Trap trap -> ofTrap(trap, addresses);
      case OomKill kill -> ofKill(kill);
    };
  }

  private static List<String> ofTrap(Trap trap, boolean addresses) {
    List<String> steps = new ArrayList<>();
    if (trap.object().isPresent() && trap.ip().isPresent()) {
      steps.addAll(ofObject(trap, trap.object().get(), trap.ip().getAsLong(), addresses));
    }
    steps.add("coredumpctl info" + harmless(trap.name()).map(name -> " " + name).orElse(""));
    return steps;
  }

  private static List<String> ofObject(
      Trap trap, FaultingModule object, long ip, boolean addresses) {
    OptionalLong inMapping = object.offsetInMapping(ip);
    String name = object.name().latin1();
    if (inMapping.isEmpty() || name.startsWith("[") || name.startsWith("memfd:")) {
      return List.of();
    }
    String file = harmless(object.name()).orElse("FILE");
    String lines = "addr2line -fiC -e " + file + " ";
    if (isFixed(trap, object)) {
      return addresses ? List.of(lines + Address.print(ip)) : List.of();
    }
    String segments = "readelf -lW " + file + "  # of the LOAD segment with E: ";
    return object.offset().isPresent()
        ? List.of(
            lines + Address.print(object.offset().getAsLong()),
            segments
                + "where its VirtAddr is not its Offset, add the difference to the address above")
        : List.of(
            segments + "BASE is its VirtAddr, rounded down to 0x1000",
            lines
                + "$(printf %%#x $((BASE + %s)))".formatted(Address.print(inMapping.getAsLong())));
  }

  /// Whether the object lies at the address that it was linked for: its addresses are those of the
  /// file.
  private static boolean isFixed(Trap trap, FaultingModule object) {
    boolean of32Bits =
        trap.ofKernelWith32Bits()
            || (trap.sp().isPresent() && Long.compareUnsigned(trap.sp().getAsLong(), FOUR_GIB) < 0);
    return Long.compareUnsigned(object.start(), of32Bits ? FIXED_OF_32_BITS : FOUR_GIB) < 0;
  }

  private static List<String> ofKill(OomKill kill) {
    List<String> steps = new ArrayList<>();
    kill.limitedCgroup()
        .map(RawText::latin1)
        .filter(path -> HARMLESS_PATH.matcher(path).matches())
        .ifPresent(path -> steps.addAll(ofGroup(path, kill.cgroupVersion())));
    if (kill.constraint().isEmpty() || kill.isKilled().isEmpty()) {
      steps.add("journalctl -k -g 'oom-kill:|Killed process'");
    }
    if (kill.nodes().isPresent()) {
      steps.add("numastat -m");
    }
    return steps;
  }

  /// Each version of control groups has files of its own.
  private static List<String> ofGroup(String path, OptionalInt version) {
    String second = "grep . /sys/fs/cgroup%s/memory.{max,peak,events,stat}".formatted(path);
    String first =
        "grep . /sys/fs/cgroup/memory%s/memory.{limit_in_bytes,max_usage_in_bytes,failcnt,stat}"
            .formatted(path);
    return switch (version.orElse(0)) {
      case 1 -> List.of(first);
      case 2 -> List.of(second);
      default -> List.of(second, first + "  # where control groups are of version 1");
    };
  }

  private static Optional<String> harmless(RawText name) {
    return Optional.of(name.latin1()).filter(text -> HARMLESS_NAME.matcher(text).matches());
  }
}
