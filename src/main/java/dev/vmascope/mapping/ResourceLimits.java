package dev.vmascope.mapping;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What vmascope takes from `/proc/<pid>/limits` (`proc_pid_limits`, `fs/proc/base.c`): the limits
/// of memory. Other lines are left aside; one of these that is missing or has another form is
/// malformed.
///
/// @param addressSpace all mappings together (`RLIMIT_AS`)
/// @param data writable private memory (`RLIMIT_DATA`)
/// @param stack that of the first thread (`RLIMIT_STACK`)
/// @param lockedMemory what may be locked in memory (`RLIMIT_MEMLOCK`)
public record ResourceLimits(
    ResourceLimit addressSpace,
    ResourceLimit data,
    ResourceLimit stack,
    ResourceLimit lockedMemory) {

  /// Parses the whole file.
  ///
  /// @throws MalformedException if a limit of memory is not in it
  public static ResourceLimits parse(byte[] file, String source) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    return new ResourceLimits(
        limit(text, "Max address space", source),
        limit(text, "Max data size", source),
        limit(text, "Max stack size", source),
        limit(text, "Max locked memory", source));
  }

  private static ResourceLimit limit(String text, String name, String source) {
    Pattern line =
        Pattern.compile(
            "^" + name + " +(unlimited|\\d{1,20}) +(unlimited|\\d{1,20}) +bytes *$",
            Pattern.MULTILINE);
    Matcher matcher = line.matcher(text);
    if (!matcher.find()) {
      throw new MalformedException(source, 1, 1, "a line \"" + name + "\" with two limits", text);
    }
    return new ResourceLimit(bytes(matcher.group(1)), bytes(matcher.group(2)));
  }

  /// A limit of 2^63 or more is as good as none: no address space is that large.
  private static OptionalLong bytes(String word) {
    boolean fits = !word.equals("unlimited") && new BigInteger(word).bitLength() < Long.SIZE;
    return fits ? OptionalLong.of(Long.parseLong(word)) : OptionalLong.empty();
  }
}
