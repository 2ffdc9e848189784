package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The fields of `/proc/<pid>/status` that are used here. Source: `proc_pid_status`,
/// `fs/proc/array.c`. Each line stands alone: a missing or malformed one does not affect the
/// others.
///
/// @param threadGroup the pid of the process that this thread belongs to; the process's own for its
///   first thread
/// @param user the real user id; some systems that are not Linux itself (gVisor) have no such line
/// @param untagMask the mask that removes the tag of an address (arm64 TBI and MTE, x86 LAM); all
///   bits where the kernel has no such key
/// @param capabilities the effective capabilities
/// @param sizes the sizes in bytes; one is absent where the kernel is older than it, and all are
///   for a process without memory
/// @param malformed complaints about known lines, by key; in a file that is cut short, also about
///   the lines that are missing
public record ProcessStatus(
    OptionalInt threadGroup,
    OptionalLong user,
    long untagMask,
    Optional<Capabilities> capabilities,
    MemorySizes sizes,
    Map<String, MalformedException> malformed) {
  private static final String TGID = "Tgid";
  private static final String UID = "Uid";
  private static final String CAPABILITIES = "CapEff";
  private static final String UNTAG_MASK = "untag_mask";

  /// Every known key.
  private static final List<String> KEYS =
      Stream.concat(
              Stream.of(TGID, UID, CAPABILITIES, UNTAG_MASK),
              ProcessSize.ALL.stream().map(ProcessSize::statusKey))
          .sorted(Comparator.comparingLong(ByteLines::pack))
          .toList();

  /// Their packed forms ([ByteLines#packedKey]), in ascending order.
  private static final long[] PACKED = KEYS.stream().mapToLong(ByteLines::pack).toArray();

  /// The size of each key; `null` for those of no size.
  private static final @Nullable ProcessSize[] SIZES =
      KEYS.stream().map(ProcessStatus::size).toArray(ProcessSize[]::new);

  private static @Nullable ProcessSize size(String key) {
    return ProcessSize.ALL.stream()
        .filter(size -> size.statusKey().equals(key))
        .findFirst()
        .orElse(null);
  }

  public ProcessStatus {
    malformed = Map.copyOf(malformed);
  }

  /// The address without tag bits. Addresses of the kernel half have none: there these bits are all
  /// set. The bit that distinguishes the halves is the one above the possible tag: 55 where the
  /// mask clears bit 63 (arm64), else 63 (x86-64).
  public long untagged(long address) {
    long half = untagMask < 0 ? Long.MIN_VALUE : 1L << 55;
    return (address & half) == 0 ? address & untagMask : address;
  }

  /// The complaint about the line of an absent size; empty if the file has no such line.
  public Optional<MalformedException> complaint(ProcessSize size) {
    return Optional.ofNullable(malformed.get(size.statusKey()));
  }

  /// The complaint about the line of an absent user.
  public Optional<MalformedException> userComplaint() {
    return Optional.ofNullable(malformed.get(UID));
  }

  /// Parses the whole file. Unknown keys are skipped.
  ///
  /// @throws MalformedException if no line is one of a status file
  public static ProcessStatus parse(byte[] file, String source) {
    return new Reading(new ByteLines(file, source)).read();
  }

  /// The file that is being parsed.
  private static final class Reading {
    private final ByteLines lines;
    private final long[] sizes = MemorySizes.unknown();
    private final Map<String, MalformedException> malformed = new LinkedHashMap<>();

    /// A bit for each known key whose value was taken.
    private long taken;

    private OptionalInt threadGroup = OptionalInt.empty();
    private OptionalLong user = OptionalLong.empty();
    private long untagMask = -1;
    private Optional<Capabilities> capabilities = Optional.empty();

    Reading(ByteLines lines) {
      this.lines = lines;
    }

    ProcessStatus read() {
      while (advance()) {
        int key = Arrays.binarySearch(PACKED, lines.packedKey());
        if (key >= 0) {
          line(key);
        }
      }
      if (taken == 0) {
        throw malformed.values().stream()
            .findFirst()
            .orElseGet(() -> lines.malformed("a line 'Tgid:', 'Uid:' or of a size before the end"));
      }
      return new ProcessStatus(
          threadGroup, user, untagMask, capabilities, new MemorySizes(sizes), malformed);
    }

    /// Goes to the next whole line. In a file that is cut short, everything that is missing is
    /// malformed.
    private boolean advance() {
      try {
        return lines.advance();
      } catch (MalformedException e) {
        for (int key = 0; key < PACKED.length; key++) {
          if ((taken & 1L << key) == 0) {
            malformed.putIfAbsent(KEYS.get(key), e);
          }
        }
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void line(int key) {
      lines.skipBlanks(true);
      ProcessSize size = SIZES[key];
      try {
        if (size != null) {
          sizes[size.index()] = kilobytes();
        } else {
          other(KEYS.get(key));
        }
        taken |= 1L << key;
      } catch (MalformedException e) {
        malformed.put(KEYS.get(key), e);
      }
    }

    private void other(String key) {
      switch (key) {
        case TGID -> threadGroup = OptionalInt.of((int) id("a thread group id", Integer.MAX_VALUE));
        case UID -> user = OptionalLong.of(id("a user id", 0xffff_ffffL));
        case CAPABILITIES -> capabilities = Optional.of(new Capabilities(mask()));
        default -> {
          lines.expect('0', "'0x'");
          lines.expect('x', "'x'");
          untagMask = mask();
        }
      }
    }

    private long mask() {
      return lines.hexadecimal("a mask");
    }

    private long id(String expected, long largest) {
      long id = lines.decimal(expected);
      if (Long.compareUnsigned(id, largest) > 0) {
        throw lines.malformed(expected + " of at most " + largest + " before this");
      }
      return id;
    }

    /// A counter of the kernel that ran below zero is printed as a number close to 2^64.
    private long kilobytes() {
      int column = lines.column();
      long number = lines.decimal("a number of kB");
      lines.expect(' ', "' kB'");
      lines.expect('k', "'kB'");
      lines.expect('B', "'B'");
      if (number > Long.MAX_VALUE / 1024 || number < 0) {
        throw lines.backTo(column).malformed("a size below 2^63 bytes");
      }
      return number * 1024;
    }
  }
}
