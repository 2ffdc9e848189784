package dev.vmascope.trend;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.ProcessSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A quantity of a process that can grow: a size, a count, a category's size. It is one of the
/// process's sizes, the number of its mappings or threads, or the virtual size of the mappings of
/// one category.
public final class Measure {
  private static final Map<String, Measure> BY_KEY = new LinkedHashMap<>();

  /// Anonymous memory, in RAM or swapped out: the measure of a leak, also where it moves to swap.
  public static final Measure PRIVATE = new Measure("privateBytes", Kind.SIZE);

  /// The number of mappings, `[vsyscall]` left out.
  public static final Measure MAPPINGS = new Measure("mappings", Kind.COUNT);

  /// The number of threads.
  public static final Measure THREADS = new Measure("threads", Kind.COUNT);

  /// Proportional set size (PSS); only known where `smaps_rollup` is read.
  public static final Measure PROPORTIONAL = new Measure("proportionalBytes", Kind.SIZE);

  /// Unique set size (USS); only known where `smaps_rollup` is read.
  public static final Measure UNIQUE = new Measure("uniqueBytes", Kind.SIZE);

  private static final List<ProcessSize> SIZES =
      List.of(
          ProcessSize.VIRTUAL,
          ProcessSize.RESIDENT,
          ProcessSize.ANONYMOUS,
          ProcessSize.FILE,
          ProcessSize.SHARED_MEMORY,
          ProcessSize.SWAP,
          ProcessSize.PAGE_TABLE,
          ProcessSize.DATA);

  /// The measures of those sizes whose growth is of interest: peaks never fall.
  static final Map<ProcessSize, Measure> BY_SIZE = bySize();

  private static final Map<MappingCategory, Measure> BY_CATEGORY = byCategory();

  /// All measures; the position of each is its [#index()].
  public static final List<Measure> ALL = List.copyOf(BY_KEY.values());

  /// The measures that depend on the mappings.
  static final List<Measure> OF_MAPPINGS = ALL.stream().filter(Measure::isOfMappings).toList();

  /// A bit for each of them, by index.
  static final long BITS_OF_MAPPINGS = bits(OF_MAPPINGS);

  /// Address space, all mappings together.
  public static final Measure VIRTUAL = of(ProcessSize.VIRTUAL).orElseThrow();

  /// Memory in RAM.
  public static final Measure RESIDENT = of(ProcessSize.RESIDENT).orElseThrow();

  /// Shared memory in RAM.
  public static final Measure SHARED_MEMORY = of(ProcessSize.SHARED_MEMORY).orElseThrow();

  /// Writable private memory, mapped, without reservations.
  public static final Measure DATA = of(ProcessSize.DATA).orElseThrow();

  private final String key;
  private final Kind kind;
  private final int index;

  private enum Kind {
    SIZE,
    COUNT,
    CATEGORY
  }

  private Measure(String key, Kind kind) {
    this.key = key;
    this.kind = kind;
    index = BY_KEY.size();
    BY_KEY.put(key, this);
  }

  private static Map<ProcessSize, Measure> bySize() {
    Map<ProcessSize, Measure> measures = new LinkedHashMap<>();
    SIZES.forEach(size -> measures.put(size, new Measure(size.field(), Kind.SIZE)));
    return Map.copyOf(measures);
  }

  private static Map<MappingCategory, Measure> byCategory() {
    Map<MappingCategory, Measure> measures = new LinkedHashMap<>();
    for (MappingCategory category : MappingCategory.values()) {
      measures.put(category, new Measure(category.toString(), Kind.CATEGORY));
    }
    return Map.copyOf(measures);
  }

  /// The measure of a size, if its growth is of interest: peaks never fall.
  public static Optional<Measure> of(ProcessSize size) {
    return Optional.ofNullable(BY_SIZE.get(size));
  }

  /// The virtual size of the mappings of a category.
  public static Measure of(MappingCategory category) {
    Measure measure = BY_CATEGORY.get(category);
    if (measure == null) {
      throw new IllegalStateException("every category is a measure");
    }
    return measure;
  }

  /// The measure with this name in answers: `residentBytes`, `mappings`, `threads`, `thread-stack`.
  public static Optional<Measure> ofKey(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /// The name in answers.
  public String key() {
    return key;
  }

  /// Whether it counts bytes; else its name is its unit.
  public boolean inBytes() {
    return kind != Kind.COUNT;
  }

  /// The unit: `bytes`, `mappings`, or `threads`.
  public String unit() {
    return inBytes() ? "bytes" : key;
  }

  /// Whether it depends on the mappings, which are not read in every tick.
  public boolean isOfMappings() {
    return isCategory() || equals(MAPPINGS);
  }

  /// Whether it is the virtual size of the mappings of a category.
  public boolean isCategory() {
    return kind == Kind.CATEGORY;
  }

  /// The position among all measures.
  int index() {
    return index;
  }

  /// A bit for it.
  long bit() {
    return 1L << index;
  }

  /// Bits for some measures.
  static long bits(List<Measure> measures) {
    long bits = 0;
    for (Measure measure : measures) {
      bits |= measure.bit();
    }
    return bits;
  }

  /// The measures of some bits, by index.
  static List<Measure> ofBits(long bits) {
    List<Measure> measures = new ArrayList<>(Long.bitCount(bits));
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      measures.add(ALL.get(Long.numberOfTrailingZeros(rest)));
    }
    return measures;
  }

  @Override
  public String toString() {
    return key;
  }
}
