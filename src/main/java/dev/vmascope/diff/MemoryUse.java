package dev.vmascope.diff;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import java.util.Optional;

/// The memory that mappings use, in bytes: three measures of `smaps`, or differences of them.
///
/// @param resident in memory (`Rss`)
/// @param proportional in memory, each page divided by the number of its mappings (`Pss`)
/// @param swap swapped out (`Swap`)
public record MemoryUse(long resident, long proportional, long swap) {
  public static final MemoryUse NONE = new MemoryUse(0, 0, 0);

  /// The use in a listing with all three measures; empty in a listing without.
  public static Optional<MemoryUse> of(Usage usage) {
    return usage.knows(UsageField.RESIDENT)
            && usage.knows(UsageField.PROPORTIONAL)
            && usage.knows(UsageField.SWAP)
        ? Optional.of(
            new MemoryUse(
                usage.get(UsageField.RESIDENT),
                usage.get(UsageField.PROPORTIONAL),
                usage.get(UsageField.SWAP)))
        : Optional.empty();
  }

  public MemoryUse plus(MemoryUse other) {
    return new MemoryUse(
        resident + other.resident, proportional + other.proportional, swap + other.swap);
  }

  public MemoryUse minus(MemoryUse other) {
    return new MemoryUse(
        resident - other.resident, proportional - other.proportional, swap - other.swap);
  }

  /// The largest of the three, whatever its sign.
  public long weight() {
    return Math.max(Math.abs(resident), Math.max(Math.abs(proportional), Math.abs(swap)));
  }
}
