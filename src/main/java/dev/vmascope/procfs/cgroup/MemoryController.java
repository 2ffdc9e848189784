package dev.vmascope.procfs.cgroup;

import dev.vmascope.mapping.proc.Cgroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The memory controller of one version, with the files of a group.
enum MemoryController {
  VERSION_1(
      "memory.limit_in_bytes",
      "memory.usage_in_bytes",
      "total_inactive_file",
      "total_active_file",
      ""),
  VERSION_2("memory.max", "memory.current", "inactive_file", "active_file", "slab_reclaimable");

  /// The lowest number that means no limit. Page counters of version 1 end at 2^63, less up to a
  /// page of any size (`PAGE_COUNTER_MAX`, `include/linux/page_counter.h`), which is printed for no
  /// limit.
  private static final long UNLIMITED = Long.MAX_VALUE - (1 << 20);

  private static final int LONGEST = 32;
  private static final int LONGEST_STATISTICS = 1 << 14;

  private final String limitFile;
  private final String usageFile;
  private final String inactive;
  private final String active;
  private final String slabs;

  MemoryController(
      String limitFile, String usageFile, String inactive, String active, String slabs) {
    this.limitFile = limitFile;
    this.usageFile = usageFile;
    this.inactive = inactive;
    this.active = active;
    this.slabs = slabs;
  }

  /// The part of the usage that the kernel can take back.
  ///
  /// @param inactiveFileBytes the pages of files that were not used lately, which it takes first
  /// @param otherBytes the other pages of files, and slabs
  record Reclaimable(long inactiveFileBytes, long otherBytes) {}

  /// The controller that counts the memory of a group.
  static MemoryController of(Cgroup group) {
    return group.isUnified() ? VERSION_2 : VERSION_1;
  }

  /// The limit of a group; absent if it has none.
  ///
  /// @throws NumberFormatException if the file has another form
  OptionalLong limit(Path group) throws IOException {
    return number(group.resolve(limitFile));
  }

  /// The usage of a group with all groups below; absent if it is not counted.
  ///
  /// @throws NumberFormatException if the file has another form
  OptionalLong usage(Path group) throws IOException {
    return number(group.resolve(usageFile));
  }

  /// The part of the usage of a group that the kernel can take back; absent if the statistics do
  /// not have it (`memcg_stat_format`, `mm/memcontrol.c`).
  ///
  /// @throws NumberFormatException if the file has another form
  Optional<Reclaimable> reclaimable(Path group) throws IOException {
    Map<String, Long> numbers = new HashMap<>();
    for (String line : text(group.resolve("memory.stat"), LONGEST_STATISTICS).lines().toList()) {
      int blank = line.indexOf(' ');
      String key = blank < 0 ? line : line.substring(0, blank);
      if (key.equals(inactive) || key.equals(active) || key.equals(slabs)) {
        numbers.put(key, Long.parseUnsignedLong(line.substring(blank + 1)));
      }
    }
    return Optional.ofNullable(numbers.get(inactive))
        .map(bytes ->
            new Reclaimable(
                bytes, numbers.getOrDefault(active, 0L) + numbers.getOrDefault(slabs, 0L)));
  }

  private static OptionalLong number(Path file) throws IOException {
    String text;
    try {
      text = text(file, LONGEST).strip();
    } catch (NoSuchFileException _) {
      return OptionalLong.empty();
    }
    if (text.equals("max")) {
      return OptionalLong.empty();
    }
    long number = Long.parseUnsignedLong(text);
    return number < 0 || number >= UNLIMITED ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private static String text(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return new String(in.readNBytes(most), StandardCharsets.ISO_8859_1);
    }
  }
}
