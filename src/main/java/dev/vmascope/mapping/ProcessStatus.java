package dev.vmascope.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// What vmascope takes from `/proc/<pid>/status` (`proc_pid_status`, `fs/proc/array.c`).
///
/// @param threadGroup the pid of the process that this thread belongs to; the process's own for its
///   first thread
/// @param user the real user id
/// @param untagMask what to keep of a tagged address (arm64 TBI and MTE, x86 LAM); all bits where
///   the kernel has no such key
/// @param capabilities those that it has in effect
/// @param sizes in bytes; a field is absent where the kernel is older than it, and all are for a
///   process without memory
public record ProcessStatus(
    int threadGroup, long user, long untagMask, Capabilities capabilities, MemorySizes sizes) {
  private static final Map<Long, Size> FIELDS = new HashMap<>();
  private static final long TGID = ByteLines.pack("Tgid");
  private static final long UID = ByteLines.pack("Uid");
  private static final long CAPABILITIES = ByteLines.pack("CapEff");
  private static final long UNTAG_MASK = ByteLines.pack("untag_mask");

  static {
    for (Size size : Size.ALL) {
      FIELDS.put(ByteLines.pack(size.statusKey()), size);
    }
  }

  /// An address without tag bits. Addresses of the kernel's half have none: there these bits are
  /// all set. Which bit tells the halves apart is the one above those that may be a tag: 55 where
  /// the mask takes bit 63 away (arm64), else 63 (x86-64).
  public long untagged(long address) {
    long half = untagMask < 0 ? Long.MIN_VALUE : 1L << 55;
    return (address & half) == 0 ? address & untagMask : address;
  }

  /// Parses the whole file. Keys that are not known here are skipped, known ones with another value
  /// than a number are malformed.
  ///
  /// @throws MalformedException if it is not a status file
  public static ProcessStatus parse(byte[] file, String source) {
    ByteLines lines = new ByteLines(file, source);
    Map<Size, Long> sizes = new EnumMap<>(Size.class);
    OptionalLong threadGroup = OptionalLong.empty();
    OptionalLong user = OptionalLong.empty();
    long untagMask = -1;
    long capabilities = 0;
    try {
      while (lines.advance()) {
        long key = lines.packedKey();
        lines.skipBlanks(true);
        if (key == TGID) {
          threadGroup = OptionalLong.of(id(lines, "a thread group id", Integer.MAX_VALUE));
        } else if (key == UID) {
          user = OptionalLong.of(id(lines, "a user id", 0xffff_ffffL));
        } else if (key == CAPABILITIES) {
          capabilities = lines.hexadecimal("a mask");
        } else if (key == UNTAG_MASK) {
          lines.expect('0', "'0x'");
          lines.expect('x', "'x'");
          untagMask = lines.hexadecimal("a mask");
        } else {
          Size size = FIELDS.get(key);
          if (size != null) {
            sizes.put(size, kilobytes(lines));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (threadGroup.isEmpty() || user.isEmpty()) {
      throw lines.malformed("a line 'Tgid:' and a line 'Uid:' before the end");
    }
    return new ProcessStatus(
        Math.toIntExact(threadGroup.getAsLong()),
        user.getAsLong(),
        untagMask,
        new Capabilities(capabilities),
        new MemorySizes(sizes));
  }

  private static long id(ByteLines lines, String expected, long largest) {
    long id = lines.decimal(expected);
    if (Long.compareUnsigned(id, largest) > 0) {
      throw lines.malformed(expected + " of at most " + largest + " before this");
    }
    return id;
  }

  private static long kilobytes(ByteLines lines) {
    long number = lines.decimal("a number of kB");
    lines.expect(' ', "' kB'");
    lines.expect('k', "'kB'");
    lines.expect('B', "'B'");
    if (number > Long.MAX_VALUE / 1024 || number < 0) {
      throw lines.malformed("a size below 2^63 bytes before this");
    }
    return number * 1024;
  }
}
