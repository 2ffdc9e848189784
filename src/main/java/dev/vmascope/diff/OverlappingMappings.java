package dev.vmascope.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The changes among mappings of two listings that overlap. Those that touch, directly or by way of
/// others, belong together.
final class OverlappingMappings {
  private OverlappingMappings() {}

  /// Adds the changes to a list. The mappings are not kept in these lists.
  static void addChanges(
      List<PlacedMapping> before, List<PlacedMapping> after, List<MappingChange> to) {
    if (before.isEmpty() || after.isEmpty()) {
      addAlone(before, after, to);
      return;
    }
    if (before.size() == 1) {
      addOfOne(before.getFirst(), after, to);
      return;
    }
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
    for (TouchingMappings touching : groups(sets, before, after)) {
      to.addAll(touching.changes());
    }
  }

  /// Adds the changes of mappings that overlap none of the other listing.
  private static void addAlone(
      List<PlacedMapping> before, List<PlacedMapping> after, List<MappingChange> to) {
    for (PlacedMapping old : before) {
      to.add(ChangeClassifier.of(List.of(old), List.of(), false));
    }
    for (PlacedMapping current : after) {
      to.add(ChangeClassifier.of(List.of(), List.of(current), false));
    }
  }

  /// Adds the changes of one mapping and those that overlap it.
  private static void addOfOne(
      PlacedMapping old, List<PlacedMapping> after, List<MappingChange> to) {
    Lineage lineage = Lineage.of(old);
    List<PlacedMapping> touching = new ArrayList<>(after.size());
    List<PlacedMapping> others = List.of();
    for (PlacedMapping current : after) {
      if (Lineage.of(current).equals(lineage)) {
        touching.add(current);
      } else {
        others = others.isEmpty() ? new ArrayList<>() : others;
        others.add(current);
      }
    }
    to.add(ChangeClassifier.of(List.of(old), touching, false));
    addAlone(List.of(), others, to);
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
