package dev.vmascope.procfs.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time that tasks of the machine have waited for memory since the boot. It is `total` of
/// `/proc/pressure/memory` (`kernel/sched/psi.c`, Linux 4.20).
///
/// @param someMicros the microseconds in which at least one task waited
/// @param fullMicros the microseconds in which all tasks that were not idle waited at once
public record MemoryPressure(long someMicros, long fullMicros) {
  private static final Pattern SOME =
      Pattern.compile("(?m)^some [a-z0-9=. ]{0,100}total=([0-9]{1,18})$");
  private static final Pattern FULL =
      Pattern.compile("(?m)^full [a-z0-9=. ]{0,100}total=([0-9]{1,18})$");

  /// The times of a file; empty if it has not both lines.
  static Optional<MemoryPressure> parse(String text) {
    Matcher some = SOME.matcher(text);
    Matcher full = FULL.matcher(text);
    return some.find() && full.find()
        ? Optional.of(
            new MemoryPressure(Long.parseLong(some.group(1)), Long.parseLong(full.group(1))))
        : Optional.empty();
  }
}
