package dev.vmascope.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The changes among mappings of two listings that overlap. Those that touch, directly or by way of
/// others, belong together.
final class OverlappingMappings {
  private OverlappingMappings() {}

  static List<MappingChange> changes(List<PlacedMapping> before, List<PlacedMapping> after) {
    DisjointSets sets = new DisjointSets(before.size() + after.size());
    List<Lineage> olds = lineages(before);
    List<Lineage> currents = lineages(after);
    forEachOverlap(
        before,
        after,
        (i, j) -> {
          if (olds.get(i).equals(currents.get(j))) {
            sets.join(i, before.size() + j);
          }
        });
    List<MappingChange> changes = new ArrayList<>();
    for (TouchingMappings touching : groups(sets, before, after)) {
      changes.addAll(touching.changes());
    }
    return changes;
  }

  /// The members of each set, in ascending order.
  static List<TouchingMappings> groups(
      DisjointSets sets, List<PlacedMapping> before, List<PlacedMapping> after) {
    Map<Integer, TouchingMappings> groups = new LinkedHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      group(groups, sets.find(i)).before().add(before.get(i));
    }
    for (int j = 0; j < after.size(); j++) {
      group(groups, sets.find(before.size() + j)).after().add(after.get(j));
    }
    return List.copyOf(groups.values());
  }

  private static TouchingMappings group(Map<Integer, TouchingMappings> groups, int set) {
    return groups.computeIfAbsent(
        set, _ -> new TouchingMappings(new ArrayList<>(), new ArrayList<>()));
  }

  private static List<Lineage> lineages(List<PlacedMapping> mappings) {
    return mappings.stream().map(Lineage::of).toList();
  }

  /// A consumer of pairs, by their indices.
  @FunctionalInterface
  interface Pairs {
    void accept(int before, int after);
  }

  /// Passes on the pairs of mappings that overlap, in ascending order.
  static void forEachOverlap(List<PlacedMapping> before, List<PlacedMapping> after, Pairs pairs) {
    int i = 0;
    int j = 0;
    while (i < before.size() && j < after.size()) {
      PlacedMapping old = before.get(i);
      PlacedMapping current = after.get(j);
      if (old.overlap(current) > 0) {
        pairs.accept(i, j);
      }
      if (Long.compareUnsigned(old.range().end(), current.range().end()) <= 0) {
        i++;
      } else {
        j++;
      }
    }
  }
}
