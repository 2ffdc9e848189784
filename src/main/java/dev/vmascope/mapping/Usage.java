package dev.vmascope.mapping;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The usage of a mapping, or of several: the measures of `smaps`, in bytes. A measure that the
/// kernel did not give is absent, never 0.
public final class Usage {
  /// No known measure.
  public static final Usage NONE = new Usage(new long[0], 0);

  /// The slots behind those of the fields.
  public static final int SIZE = UsageField.ALL.size();

  public static final int THP_ELIGIBLE = SIZE + 1;
  public static final int PROTECTION_KEY = SIZE + 2;
  public static final int SLOTS = SIZE + 3;

  private final long[] bytes;
  private final int known;

  /// @param bytes the values by slot: those of the fields, then the others; not copied
  /// @param known a bit for each slot that is filled
  public Usage(long[] bytes, int known) {
    this.bytes = bytes;
    this.known = known;
  }

  /// One measure, if it is known.
  public OptionalLong bytes(UsageField field) {
    return knows(field) ? OptionalLong.of(bytes[field.slot()]) : OptionalLong.empty();
  }

  /// Whether a measure is known.
  public boolean knows(UsageField field) {
    return (known >>> field.slot() & 1) != 0;
  }

  /// A measure that is known.
  ///
  /// @throws IllegalStateException if it is not known
  public long get(UsageField field) {
    if (!knows(field)) {
      throw new IllegalStateException("the kernel did not give " + field.key());
    }
    return bytes[field.slot()];
  }

  public long slot(int slot) {
    return bytes[slot];
  }

  /// Whether the mapping may get transparent huge pages; Linux 5.0. Absent in sums.
  public Optional<Boolean> thpEligible() {
    return (known >>> THP_ELIGIBLE & 1) == 0
        ? Optional.empty()
        : Optional.of(bytes[THP_ELIGIBLE] != 0);
  }

  /// The protection key of its pages; x86, Linux 4.9. Absent in sums, and where the processor has
  /// none.
  public OptionalInt protectionKey() {
    return (known >>> PROTECTION_KEY & 1) == 0
        ? OptionalInt.empty()
        : OptionalInt.of(Math.toIntExact(bytes[PROTECTION_KEY]));
  }

  /// The unique set size: the memory that would be freed if the process ended now. Private huge
  /// pages of hugetlbfs count, on kernels that report them.
  public OptionalLong uniqueBytes() {
    if (!knows(UsageField.PRIVATE_CLEAN) || !knows(UsageField.PRIVATE_DIRTY)) {
      return OptionalLong.empty();
    }
    long unique = get(UsageField.PRIVATE_CLEAN) + get(UsageField.PRIVATE_DIRTY);
    return OptionalLong.of(unique + bytes(UsageField.PRIVATE_HUGETLB).orElse(0));
  }

  /// A running sum over mappings. A measure that one of them lacks is absent in the sum, and so are
  /// page sizes.
  public static final class Sum {
    private final long[] bytes = new long[SLOTS];
    private int known = -1;
    private int mappings;

    /// Adds one more.
    public void add(Usage usage) {
      known &= usage.known;
      mappings++;
      for (int i = 0; i < usage.bytes.length; i++) {
        bytes[i] += usage.bytes[i];
      }
    }

    /// The measures of smaps that one of the mappings lacks.
    public List<UsageField> absent() {
      return UsageField.ALL.stream()
          .filter(field -> !field.onlyInRollup())
          .filter(field -> mappings > 0 && (known >>> field.slot() & 1) == 0)
          .toList();
    }

    /// The sums so far; without any mapping no measure is known.
    public Usage usage() {
      int sizes = known & (1 << UsageField.ALL.size()) - 1;
      for (UsageField field : UsageField.ALL) {
        if (!field.isSize()) {
          sizes &= ~(1 << field.slot());
        }
      }
      return mappings == 0 ? NONE : new Usage(bytes.clone(), sizes);
    }
  }
}
