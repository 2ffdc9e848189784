package dev.vmascope.mapping;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sizes in `/proc/meminfo` (`fs/proc/meminfo.c`), in bytes; counts of huge pages, which have
/// no unit there, are left out. Lines of another form are skipped.
///
/// @param bytesByKey by the key of the line, for example `MemTotal`
public record MemoryInfo(Map<String, Long> bytesByKey) {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_()]+): +(\\d{1,15}) kB");

  public MemoryInfo {
    bytesByKey = Map.copyOf(bytesByKey);
  }

  /// Parses the file.
  ///
  /// @throws MalformedException if it has no line `MemTotal`
  public static MemoryInfo parse(String text, String source) {
    Map<String, Long> bytesByKey = new HashMap<>();
    text.lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> bytesByKey.put(line.group(1), 1024 * Long.parseLong(line.group(2))));
    if (!bytesByKey.containsKey("MemTotal")) {
      throw new MalformedException(source, 1, 1, "a line 'MemTotal: … kB'", text);
    }
    return new MemoryInfo(bytesByKey);
  }

  /// The size of this key, where the kernel has it.
  public OptionalLong bytes(String key) {
    Long bytes = bytesByKey.get(key);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }
}
