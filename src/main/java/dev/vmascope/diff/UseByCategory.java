package dev.vmascope.diff;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The memory use of two listings by category, added up while something else reads them.
public final class UseByCategory {
  private final Map<MappingCategory, MemoryUse> before = new EnumMap<>(MappingCategory.class);
  private final Map<MappingCategory, MemoryUse> after = new EnumMap<>(MappingCategory.class);
  private boolean known = true;

  /// The memory use of a category in the earlier and in the later listing.
  public record Difference(MemoryUse before, MemoryUse after) {
    public MemoryUse change() {
      return after.minus(before);
    }
  }

  /// The earlier listing, which is added up while it is read.
  public MappingSource before(MappingSource source) {
    return counting(source, before);
  }

  /// The later listing, which is added up while it is read.
  public MappingSource after(MappingSource source) {
    return counting(source, after);
  }

  private MappingSource counting(MappingSource source, Map<MappingCategory, MemoryUse> sums) {
    return () -> {
      ClassifiedMapping next = source.next();
      if (next != null) {
        Optional<MemoryUse> use = MemoryUse.of(next.usage());
        known &= use.isPresent();
        use.ifPresent(one -> sums.merge(next.category(), one, MemoryUse::plus));
      }
      return next;
    };
  }

  /// Whether each mapping of both listings has its measures.
  public boolean isKnown() {
    return known;
  }

  /// The use of one category; of none where no mapping is of it.
  public Difference of(MappingCategory category) {
    return new Difference(
        before.getOrDefault(category, MemoryUse.NONE),
        after.getOrDefault(category, MemoryUse.NONE));
  }

  /// The use of all mappings.
  public Difference total() {
    return new Difference(sum(before), sum(after));
  }

  private static MemoryUse sum(Map<MappingCategory, MemoryUse> uses) {
    return uses.values().stream().reduce(MemoryUse.NONE, MemoryUse::plus);
  }
}
