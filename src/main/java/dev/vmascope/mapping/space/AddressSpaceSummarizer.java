package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// A running sum over a listing, in the kernel's order. It keeps no mappings.
public final class AddressSpaceSummarizer {
  private static final int LARGEST = 10;

  /// The limit for all names together: a process may map any number of them, each of up to 4 KiB.
  private static final int MOST_NAME_BYTES = 8 << 20;

  private static final Comparator<ClassifiedMapping> BY_SIZE =
      Comparator.<ClassifiedMapping>comparingLong(listed -> listed.mapping().sizeBytes())
          .thenComparing(listed -> listed.mapping().range().start(), Long::compareUnsigned);
  private static final Comparator<AddressSpaceSummary.Total> LARGEST_FIRST =
      Comparator.comparingLong(AddressSpaceSummary.Total::virtualBytes)
          .reversed()
          .thenComparing(total -> total.key().latin1());

  private static final Comparator<AddressSpaceSummary.CategoryTotal> LARGEST_CATEGORY_FIRST =
      Comparator.comparingLong(AddressSpaceSummary.CategoryTotal::virtualBytes)
          .reversed()
          .thenComparing(AddressSpaceSummary.CategoryTotal::category);

  private final Map<RawText, AddressSpaceSummary.Total> byPermissions = new HashMap<>();
  private final Map<RawText, AddressSpaceSummary.Total> byPath = new HashMap<>();
  private final Map<MappingCategory, CategorySum> byCategory = new EnumMap<>(MappingCategory.class);
  private final Usage.Sum usage = new Usage.Sum();
  private final PriorityQueue<ClassifiedMapping> largest = new PriorityQueue<>(BY_SIZE);
  private @Nullable Mapping first;
  private @Nullable Mapping last;
  private int count;
  private long virtualBytes;
  private int gaps;
  private long largestGapBytes;
  private int nameBytes;
  private boolean namesLeftOut;

  private static final class CategorySum {
    private int mappings;
    private long virtualBytes;
    private final Usage.Sum usage = new Usage.Sum();

    void add(ClassifiedMapping listed) {
      mappings++;
      virtualBytes += listed.mapping().sizeBytes();
      usage.add(listed.usage());
    }

    AddressSpaceSummary.CategoryTotal total(MappingCategory category) {
      return new AddressSpaceSummary.CategoryTotal(category, mappings, virtualBytes, usage.usage());
    }
  }

  /// Adds the next mapping.
  public void add(ClassifiedMapping listed) {
    Mapping mapping = listed.mapping();
    if (mapping.isGate()) {
      return;
    }
    byCategory.computeIfAbsent(listed.category(), _ -> new CategorySum()).add(listed);
    usage.add(listed.usage());
    count++;
    virtualBytes += mapping.sizeBytes();
    addTo(byPermissions, new RawText(mapping.permissions().toString()), mapping);
    RawText name = listed.name();
    if (!name.latin1().isEmpty()) {
      addToNamed(name, mapping);
    }
    largest.add(listed);
    if (largest.size() > LARGEST) {
      largest.poll();
    }
    measureGap(mapping);
    last = mapping;
  }

  private void addToNamed(RawText name, Mapping mapping) {
    if (!byPath.containsKey(name)) {
      if (nameBytes + name.latin1().length() > MOST_NAME_BYTES) {
        namesLeftOut = true;
        return;
      }
      nameBytes += name.latin1().length();
    }
    addTo(byPath, name, mapping);
  }

  private static void addTo(
      Map<RawText, AddressSpaceSummary.Total> totals, RawText key, Mapping mapping) {
    AddressSpaceSummary.Total sum =
        totals.getOrDefault(key, new AddressSpaceSummary.Total(key, 0, 0));
    totals.put(key, sum.plus(mapping));
  }

  private void measureGap(Mapping mapping) {
    if (last == null) {
      first = mapping;
      return;
    }
    long gap = mapping.range().start() - last.range().end();
    if (gap != 0) {
      gaps++;
      largestGapBytes = Math.max(largestGapBytes, gap);
    }
  }

  /// The sums so far.
  public AddressSpaceSummary summary() {
    List<ClassifiedMapping> largestFirst = new ArrayList<>(largest);
    largestFirst.sort(BY_SIZE.reversed());
    return new AddressSpaceSummary(
        count,
        virtualBytes,
        byPermissions.values().stream().sorted(LARGEST_FIRST).toList(),
        byPath.values().stream().sorted(LARGEST_FIRST).toList(),
        namesLeftOut,
        byCategory.entrySet().stream()
            .map(sum -> sum.getValue().total(sum.getKey()))
            .sorted(LARGEST_CATEGORY_FIRST)
            .toList(),
        largestFirst,
        gaps,
        gaps == 0 ? OptionalLong.empty() : OptionalLong.of(largestGapBytes),
        first == null ? OptionalLong.empty() : OptionalLong.of(first.range().start()),
        last == null ? OptionalLong.empty() : OptionalLong.of(last.range().end()),
        usage.usage());
  }
}
