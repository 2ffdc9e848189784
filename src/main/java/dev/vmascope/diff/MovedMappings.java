package dev.vmascope.diff;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// The mappings that were removed and seem to have been added elsewhere. An object says so by its
/// identity, its offset and its permissions. Anonymous memory has no identity: it counts as moved
/// only if its name, permissions and size are unique among all that was removed and all that was
/// added. Stacks of threads never move: one ends and another starts.
final class MovedMappings {
  private final List<MappingChange> changes;
  private final List<MappingChange> moves = new ArrayList<>();
  private final Set<MappingChange> paired = Collections.newSetFromMap(new IdentityHashMap<>());

  private MovedMappings(List<MappingChange> changes) {
    this.changes = changes;
  }

  /// What is equal before and after a move. Keys are ordered, not hashed: processes choose them.
  ///
  /// @param sizeBytes 0 if the size may differ
  private record Key(
      String device, long inode, String name, long offset, String permissions, long sizeBytes) {
    private static final Comparator<Key> ORDER =
        Comparator.comparingLong(Key::offset)
            .thenComparingLong(Key::sizeBytes)
            .thenComparingLong(Key::inode)
            .thenComparing(Key::device)
            .thenComparing(Key::permissions)
            .thenComparing(Key::name);

    static Key ofObject(PlacedMapping placed) {
      return of(placed, placed.mapping().sizeBytes());
    }

    static Key ofObjectOfAnySize(PlacedMapping placed) {
      return of(placed, 0);
    }

    static Key ofAnonymous(PlacedMapping placed) {
      Mapping mapping = placed.mapping();
      return new Key(
          "", 0, mapping.name().latin1(), 0, mapping.permissions().toString(), mapping.sizeBytes());
    }

    private static Key of(PlacedMapping placed, long sizeBytes) {
      Mapping mapping = placed.mapping();
      RawText name = Lineage.of(placed).name();
      return new Key(
          mapping.device().toString(),
          mapping.inode(),
          name.latin1(),
          mapping.offset(),
          mapping.permissions().toString(),
          sizeBytes);
    }
  }

  /// The same changes, with a move in place of each removal and addition that belong together.
  static List<MappingChange> pair(List<MappingChange> changes) {
    if (none(changes, ChangeType.REMOVED) || none(changes, ChangeType.ADDED)) {
      return new ArrayList<>(changes);
    }
    MovedMappings moved = new MovedMappings(changes);
    moved.pair(true, Key::ofObject, true);
    moved.pair(true, Key::ofObjectOfAnySize, false);
    moved.pair(false, Key::ofAnonymous, false);
    List<MappingChange> all = new ArrayList<>(moved.moves);
    changes.stream().filter(change -> !moved.paired.contains(change)).forEach(all::add);
    return all;
  }

  private static boolean none(List<MappingChange> changes, ChangeType type) {
    return changes.stream().noneMatch(change -> change.type() == type);
  }

  /// @param exact whether the key tells objects apart: then the first removed belongs to the first
  ///   added, certainly if there is no other; else only what is unique on both sides belongs
  ///   together, likely
  private void pair(boolean objects, Function<PlacedMapping, Key> key, boolean exact) {
    Map<Key, Deque<MappingChange>> removed = of(ChangeType.REMOVED, objects, key);
    of(ChangeType.ADDED, objects, key)
        .forEach((same, added) -> {
          Deque<MappingChange> gone = removed.getOrDefault(same, new ArrayDeque<>());
          boolean unique = gone.size() == 1 && added.size() == 1;
          while ((unique || exact) && !gone.isEmpty() && !added.isEmpty()) {
            MappingChange from = gone.remove();
            MappingChange to = added.remove();
            paired.add(from);
            paired.add(to);
            moves.add(
                ChangeClassifier.moved(
                    from.before().getFirst(), to.after().getFirst(), unique && exact));
          }
        });
  }

  private Map<Key, Deque<MappingChange>> of(
      ChangeType type, boolean objects, Function<PlacedMapping, Key> key) {
    Map<Key, Deque<MappingChange>> byKey = new TreeMap<>(Key.ORDER);
    for (MappingChange change : changes) {
      if (change.type() == type && !paired.contains(change)) {
        PlacedMapping mapping =
            (type == ChangeType.ADDED ? change.after() : change.before()).getFirst();
        boolean isObject = Lineage.isOfObject(mapping.mapping());
        if (isObject == objects && !(ChangeClassifier.isOfThread(mapping) && !isObject)) {
          byKey.computeIfAbsent(key.apply(mapping), _ -> new ArrayDeque<>(1)).add(change);
        }
      }
    }
    return byKey;
  }
}
