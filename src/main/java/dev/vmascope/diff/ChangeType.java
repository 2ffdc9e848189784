package dev.vmascope.diff;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The type of a difference between two listings. Two mappings touch if they overlap and have the
/// same [Lineage].
public enum ChangeType {
  /// A mapping that touches none of the earlier ones: no byte of it was there before.
  ADDED,
  /// A mapping that touches none of the later ones.
  REMOVED,
  /// A mapping that is larger now, with the same permissions.
  GROWN,
  /// A mapping that is smaller now, with the same permissions.
  SHRUNK,
  /// A mapping of the same size and permissions whose ends both moved, over bytes that stayed.
  SHIFTED,
  /// A mapping with other permissions; its size may differ too.
  REPROTECTED,
  /// A mapping that has become several.
  SPLIT,
  /// Several mappings that have become one, or fewer.
  MERGED,
  /// A mapping that lies elsewhere now, with the same object, offset and permissions.
  MOVED,
  /// A mapping with another name: of a file that was renamed or deleted, or of named memory.
  RENAMED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /// The number of each type that occurs, in words: `2 added, 1 grown`.
  public static String tally(Stream<ChangeType> types) {
    Map<ChangeType, Integer> counts = new EnumMap<>(ChangeType.class);
    types.forEach(type -> counts.merge(type, 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
