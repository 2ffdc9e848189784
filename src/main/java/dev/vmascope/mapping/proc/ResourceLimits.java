package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The memory limits in `/proc/<pid>/limits`. Source: `proc_pid_limits`, `fs/proc/base.c`. Each
/// line stands alone: a missing or malformed one fails when it is asked for, and does not affect
/// the others.
public final class ResourceLimits {
  private static final String BEGINNING = "Limit ";
  private static final Pattern VALUES =
      Pattern.compile(" +(unlimited|\\d{1,20}) +(unlimited|\\d{1,20}) +bytes *");

  private final String text;
  private final String source;

  private ResourceLimits(String text, String source) {
    this.text = text;
    this.source = source;
  }

  /// Parses the whole file.
  ///
  /// @throws MalformedException if it is not a limits file
  public static ResourceLimits parse(byte[] file, String source) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.startsWith(BEGINNING)) {
      throw new MalformedException(source, 1, 1, "a line that begins with 'Limit'", text);
    }
    return new ResourceLimits(text, source);
  }

  /// The limit of all mappings together (`RLIMIT_AS`).
  ///
  /// @throws MalformedException if its line is missing or has another form
  public ResourceLimit addressSpace() {
    return limit("Max address space");
  }

  /// The limit of writable private memory (`RLIMIT_DATA`).
  ///
  /// @throws MalformedException if its line is missing or has another form
  public ResourceLimit data() {
    return limit("Max data size");
  }

  /// The limit of the first thread's stack (`RLIMIT_STACK`).
  ///
  /// @throws MalformedException if its line is missing or has another form
  public ResourceLimit stack() {
    return limit("Max stack size");
  }

  /// The limit of memory locked in RAM (`RLIMIT_MEMLOCK`).
  ///
  /// @throws MalformedException if its line is missing or has another form
  public ResourceLimit lockedMemory() {
    return limit("Max locked memory");
  }

  private ResourceLimit limit(String name) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(name + " ")) {
        String values = lines.get(i).substring(name.length());
        Matcher matcher = VALUES.matcher(values);
        if (!matcher.matches()) {
          throw new MalformedException(
              source, i + 1, name.length() + 1, "two limits in bytes", values);
        }
        return new ResourceLimit(bytes(matcher.group(1)), bytes(matcher.group(2)));
      }
    }
    throw new MalformedException(
        source, lines.size() + 1, 1, "a line '" + name + "' before the end", "");
  }

  /// A limit in bytes. One of 2^63 or more counts as none: no address space is that large.
  private static OptionalLong bytes(String word) {
    boolean fits = !word.equals("unlimited") && new BigInteger(word).bitLength() < Long.SIZE;
    return fits ? OptionalLong.of(Long.parseLong(word)) : OptionalLong.empty();
  }
}
