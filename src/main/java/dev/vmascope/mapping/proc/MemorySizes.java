package dev.vmascope.mapping.proc;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The sizes of one process, in bytes. An unavailable size is absent, never 0.
public final class MemorySizes {
  /// No known size.
  public static final MemorySizes NONE = new MemorySizes(Map.of());

  /// A size that is not known.
  private static final long UNKNOWN = -1;

  /// A number for each size, in the order of [ProcessSize#ALL].
  private final long[] bytes;

  /// @param bytes a number for each size; not copied
  MemorySizes(long[] bytes) {
    this.bytes = bytes;
  }

  /// @param bySize the known sizes
  public MemorySizes(Map<ProcessSize, Long> bySize) {
    this(unknown());
    bySize.forEach((size, known) -> bytes[size.index()] = known);
  }

  /// A number for each size, none of which is known yet.
  static long[] unknown() {
    long[] unknown = new long[ProcessSize.ALL.size()];
    Arrays.fill(unknown, UNKNOWN);
    return unknown;
  }

  /// The sizes of `status`, and of `statm` where `status` lacks them. (Before Linux 4.5 `status`
  /// did not show anonymous memory; `statm` always did.) A process that is ending has given its
  /// memory back before it is a zombie: then `statm` has only zeros, which mean nothing.
  public static MemorySizes of(Optional<ProcessStatus> status, Optional<ProcessStatm> statm) {
    MemorySizes sizes = status.isPresent() ? status.get().sizes() : NONE;
    if (statm.isEmpty() || statm.get().virtualBytes().orElse(1) == 0) {
      return sizes;
    }
    long[] both = sizes.bytes.clone();
    add(both, ProcessSize.VIRTUAL, statm.get().virtualBytes());
    add(both, ProcessSize.RESIDENT, statm.get().residentBytes());
    add(both, ProcessSize.ANONYMOUS, statm.get().anonymousBytes());
    return new MemorySizes(both);
  }

  private static void add(long[] sizes, ProcessSize size, OptionalLong bytes) {
    if (sizes[size.index()] == UNKNOWN) {
      sizes[size.index()] = bytes.orElse(UNKNOWN);
    }
  }

  /// The sums of the sizes of several processes. A size that only some know is the sum of those.
  public static MemorySizes sum(Stream<MemorySizes> all) {
    long[] sums = unknown();
    all.forEach(sizes -> {
      for (int i = 0; i < sums.length; i++) {
        if (sizes.bytes[i] != UNKNOWN) {
          sums[i] = sizes.bytes[i] + Math.max(0, sums[i]);
        }
      }
    });
    return new MemorySizes(sums);
  }

  /// Whether no size is known.
  public boolean isEmpty() {
    return equals(NONE);
  }

  /// Whether all sizes of `statm` are known, so that it need not be read.
  public boolean coverStatm() {
    return isKnown(ProcessSize.VIRTUAL)
        && isKnown(ProcessSize.RESIDENT)
        && isKnown(ProcessSize.ANONYMOUS);
  }

  private boolean isKnown(ProcessSize size) {
    return bytes[size.index()] != UNKNOWN;
  }

  /// A size, if it is known.
  public OptionalLong bytes(ProcessSize size) {
    return isKnown(size) ? OptionalLong.of(bytes[size.index()]) : OptionalLong.empty();
  }

  /// The known sizes.
  public Map<ProcessSize, Long> bySize() {
    Map<ProcessSize, Long> known = new EnumMap<>(ProcessSize.class);
    for (ProcessSize size : ProcessSize.ALL) {
      bytes(size).ifPresent(number -> known.put(size, number));
    }
    return known;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemorySizes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bySize().toString();
  }
}
