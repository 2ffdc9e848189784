package dev.vmascope.diff;

import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.RawText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The mappings that were removed and seem to have been added elsewhere. An object says so by its
/// identity, its offset and its permissions. Anonymous memory has no identity: it counts as moved
/// only if its name, permissions and size are unique among all that was removed and all that was
/// added.
final class MovedMappings {
  private final List<MappingChange> changes;
  private final List<MappingChange> moves = new ArrayList<>();
  private final Set<MappingChange> paired = Collections.newSetFromMap(new IdentityHashMap<>());

  private MovedMappings(List<MappingChange> changes) {
    this.changes = changes;
  }

  /// What is equal before and after a move.
  ///
  /// @param sizeBytes 0 if the size may differ
  private record Key(
      Device device,
      long inode,
      RawText name,
      long offset,
      Permissions permissions,
      long sizeBytes) {
    static Key ofObject(Mapping mapping) {
      return of(mapping, new RawText(""), mapping.offset(), mapping.sizeBytes());
    }

    static Key ofObjectOfAnySize(Mapping mapping) {
      return of(mapping, new RawText(""), mapping.offset(), 0);
    }

    static Key ofAnonymous(Mapping mapping) {
      return of(mapping, mapping.name(), 0, mapping.sizeBytes());
    }

    private static Key of(Mapping mapping, RawText name, long offset, long sizeBytes) {
      return new Key(
          mapping.device(), mapping.inode(), name, offset, mapping.permissions(), sizeBytes);
    }
  }

  /// The same changes, with a move in place of each removal and addition that belong together.
  static List<MappingChange> pair(List<MappingChange> changes) {
    MovedMappings moved = new MovedMappings(changes);
    moved.pair(true, Key::ofObject, false);
    moved.pair(true, Key::ofObjectOfAnySize, true);
    moved.pair(false, Key::ofAnonymous, true);
    List<MappingChange> all = new ArrayList<>(moved.moves);
    changes.stream().filter(change -> !moved.paired.contains(change)).forEach(all::add);
    return all;
  }

  /// @param unique whether only what is unique on both sides belongs together; else the first
  ///   removed belongs to the first added
  private void pair(boolean objects, Function<Mapping, Key> key, boolean unique) {
    Map<Key, Deque<MappingChange>> removed = of(ChangeType.REMOVED, objects, key);
    of(ChangeType.ADDED, objects, key)
        .forEach((same, added) -> {
          Deque<MappingChange> gone = removed.getOrDefault(same, new ArrayDeque<>());
          if (unique && (gone.size() != 1 || added.size() != 1)) {
            return;
          }
          while (!gone.isEmpty() && !added.isEmpty()) {
            MappingChange from = gone.remove();
            MappingChange to = added.remove();
            paired.add(from);
            paired.add(to);
            moves.add(ChangeClassifier.moved(from.before().getFirst(), to.after().getFirst()));
          }
        });
  }

  private Map<Key, Deque<MappingChange>> of(
      ChangeType type, boolean objects, Function<Mapping, Key> key) {
    Map<Key, Deque<MappingChange>> byKey = new HashMap<>();
    for (MappingChange change : changes) {
      if (change.type() == type && !paired.contains(change)) {
        List<PlacedMapping> mappings = type == ChangeType.ADDED ? change.after() : change.before();
        Mapping mapping = mappings.getFirst().mapping();
        if (Lineage.isOfObject(mapping) == objects) {
          byKey.computeIfAbsent(key.apply(mapping), _ -> new ArrayDeque<>()).add(change);
        }
      }
    }
    return byKey;
  }
}
