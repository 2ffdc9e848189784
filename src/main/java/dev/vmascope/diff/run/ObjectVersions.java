package dev.vmascope.diff.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The files of two runs that seem to be versions of one. Each run maps exactly one file of such a
/// name that the other does not map.
final class ObjectVersions {
  private ObjectVersions() {}

  /// Pairs them.
  static void pair(Collection<RunObject> objects) {
    Map<String, List<RunObject>> gone = byName(objects, object -> object.mappingsAfter() == 0);
    Map<String, List<RunObject>> come = byName(objects, object -> object.mappingsBefore() == 0);
    gone.forEach((name, olds) -> {
      List<RunObject> currents = come.getOrDefault(name, List.of());
      if (olds.size() == 1 && currents.size() == 1) {
        olds.getFirst().pairWith(currents.getFirst());
      }
    });
  }

  private static Map<String, List<RunObject>> byName(
      Collection<RunObject> objects, Predicate<RunObject> among) {
    Map<String, List<RunObject>> byName = new TreeMap<>();
    for (RunObject object : objects) {
      if (object.isFile() && among.test(object)) {
        byName
            .computeIfAbsent(UnversionedName.of(object.name()), _ -> new ArrayList<>(1))
            .add(object);
      }
    }
    return byName;
  }
}
