package dev.vmascope.procfs.machine;

import dev.vmascope.procfs.call.LibC;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The facts that hold for all processes of the machine. Each is absent where its file cannot be
/// read (`subset=pid`, a capture).
///
/// @param memoryBytes the machine's memory (`MemTotal` of `/proc/meminfo`)
/// @param availableBytes the memory that programs can get without swapping (`MemAvailable`)
/// @param pressure the time that tasks have waited for memory; absent where the kernel does not
///   account it: it needs `CONFIG_PSI`, and `psi=1` where that is off by default
/// @param mappingLimit the limit on mappings of one process (`vm.max_map_count`)
/// @param bootTime the boot time by the wall clock (`btime` of `/proc/stat`)
/// @param kernel the version of the running kernel
public record HostInfo(
    OptionalLong memoryBytes,
    OptionalLong availableBytes,
    Optional<MemoryPressure> pressure,
    OptionalLong mappingLimit,
    Optional<Instant> bootTime,
    Optional<KernelRelease> kernel) {

  private static final int LARGEST_FILE = 1 << 22;
  private static final Pattern MEM_TOTAL = Pattern.compile("(?m)^MemTotal: +(\\d{1,15}) kB$");
  private static final Pattern MEM_AVAILABLE =
      Pattern.compile("(?m)^MemAvailable: +(\\d{1,15}) kB$");
  private static final Pattern BTIME = Pattern.compile("(?m)^btime (\\d{1,12})$");
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})\\s*");

  public static HostInfo read(Path root) {
    Optional<String> memory = text(root.resolve("meminfo"));
    OptionalLong boot = number(root.resolve("stat"), BTIME);
    return new HostInfo(
        kilobytes(memory, MEM_TOTAL),
        kilobytes(memory, MEM_AVAILABLE),
        text(root.resolve("pressure/memory")).flatMap(MemoryPressure::parse),
        number(root.resolve("sys/vm/max_map_count"), NUMBER),
        boot.isPresent() ? Optional.of(Instant.ofEpochSecond(boot.getAsLong())) : Optional.empty(),
        text(root.resolve("sys/kernel/osrelease"))
            .map(String::strip)
            .flatMap(KernelRelease::parse));
  }

  /// Whether one read of a listing is consistent: until 6.17 it held the lock of the address space
  /// (commit 5631da56c9a8).
  public boolean oneReadIsAtomic() {
    return kernel.isPresent() && !kernel.get().atLeast(6, 17);
  }

  /// The wall-clock time of a number of clock ticks after boot.
  public Optional<Instant> wallTime(long ticks) {
    long millis = ticks * 1000 / LibC.TICKS_PER_SECOND;
    return bootTime.map(boot -> boot.plusMillis(millis));
  }

  private static OptionalLong kilobytes(Optional<String> text, Pattern pattern) {
    OptionalLong number = number(text, pattern);
    return number.isPresent() ? OptionalLong.of(number.getAsLong() * 1024) : number;
  }

  private static OptionalLong number(Path file, Pattern pattern) {
    return number(text(file), pattern);
  }

  private static OptionalLong number(Optional<String> text, Pattern pattern) {
    Optional<Matcher> found = text.map(pattern::matcher).filter(Matcher::find);
    return found.isPresent()
        ? OptionalLong.of(Long.parseLong(found.get().group(1)))
        : OptionalLong.empty();
  }

  /// The random id of the boot, whose process ids and start times are unique.
  static Optional<String> bootId(Path root) {
    return text(root.resolve("sys/kernel/random/boot_id")).map(String::strip);
  }

  private static Optional<String> text(Path file) {
    // The first read must be a large one: files of /proc/sys give all they have to a read at
    // offset 0 and nothing to any other, and Files.readAllBytes begins with one byte.
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE);
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
