package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The sizes in `/proc/meminfo` (`fs/proc/meminfo.c`), in bytes. Counts of huge pages, which have
/// no unit there, are left out. Each line stands alone: a malformed one does not affect the others.
public final class MemoryInfo {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_()]+):(.*)");
  private static final Pattern SIZE = Pattern.compile(" +(\\d{1,15}) kB");
  private static final Pattern COUNT = Pattern.compile(" +\\d{1,18}");

  private final Map<String, Long> bytesByKey = new HashMap<>();
  private final Map<String, MalformedException> malformed = new HashMap<>();

  private MemoryInfo() {}

  /// Parses the file.
  ///
  /// @throws MalformedException if the file has no size at all
  public static MemoryInfo parse(String text, String source) {
    MemoryInfo info = new MemoryInfo();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      Matcher line = LINE.matcher(lines.get(i));
      if (line.matches()) {
        info.add(line.group(1), line.group(2), source, i + 1);
      }
    }
    if (info.bytesByKey.isEmpty()) {
      throw new MalformedException(source, 1, 1, "a line '<key>: … kB'", text);
    }
    return info;
  }

  private void add(String key, String value, String source, int number) {
    Matcher size = SIZE.matcher(value);
    if (size.matches()) {
      bytesByKey.put(key, 1024 * Long.parseLong(size.group(1)));
    } else if (!COUNT.matcher(value).matches()) {
      malformed.put(
          key,
          new MalformedException(
              source, number, key.length() + 2, "a number of kB below 10^15", value));
    }
  }

  /// The size of this key, if the kernel has it.
  ///
  /// @throws MalformedException if its line has another form
  public OptionalLong bytes(String key) {
    if (malformed.containsKey(key)) {
      throw malformed.get(key);
    }
    Long bytes = bytesByKey.get(key);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }
}
