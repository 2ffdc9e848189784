package dev.vmascope.sampling;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/// The memory that the mappings of each category held at one time, from `smaps`. It is the
/// anonymous memory and its swapped part; of shared memory, and of a Java heap, which may be shared
/// memory, all that is resident.
///
/// @param at the time at which it was read
/// @param bytes sizes by category; one that holds nothing may be absent
/// @param heapLimitBytes the address space that a Java virtual machine has reserved for its heap,
///   all that `-Xmx` allows; absent without a Java heap, and for one of shared memory (ZGC), which
///   reserves many times as much
public record HeldMemory(
    Instant at, Map<MappingCategory, Long> bytes, OptionalLong heapLimitBytes) {
  public HeldMemory {
    Map<MappingCategory, Long> copy = new EnumMap<>(MappingCategory.class);
    copy.putAll(bytes);
    bytes = Collections.unmodifiableMap(copy);
  }

  /// Adds up an `smaps` listing to its end.
  ///
  /// @throws dev.vmascope.mapping.text.MalformedException if the text is no such listing
  public static HeldMemory of(Instant at, MappingReader smaps) throws IOException {
    Map<MappingCategory, Long> held = new EnumMap<>(MappingCategory.class);
    long heap = 0;
    long sharedHeap = 0;
    for (ClassifiedMapping next = smaps.next(); next != null; next = smaps.next()) {
      Usage usage = next.usage();
      long resident = usage.bytes(UsageField.RESIDENT).orElse(0);
      long anonymous = usage.bytes(UsageField.ANONYMOUS).orElse(0);
      held.merge(next.category(), held(next.category(), resident, anonymous, usage), Long::sum);
      if (next.category() == MappingCategory.JAVA_HEAP) {
        heap += next.mapping().sizeBytes();
        sharedHeap += resident - anonymous;
      }
    }
    long ofHeap = held.getOrDefault(MappingCategory.JAVA_HEAP, 0L);
    boolean bounded = heap > 0 && sharedHeap <= ofHeap / 2;
    return new HeldMemory(at, held, bounded ? OptionalLong.of(heap) : OptionalLong.empty());
  }

  private static long held(MappingCategory category, long resident, long anonymous, Usage usage) {
    boolean maybeShared =
        category == MappingCategory.SHARED_MEMORY || category == MappingCategory.JAVA_HEAP;
    return (maybeShared ? resident : anonymous) + usage.bytes(UsageField.SWAP).orElse(0);
  }

  /// The memory that one category holds.
  public long of(MappingCategory category) {
    return bytes.getOrDefault(category, 0L);
  }
}
