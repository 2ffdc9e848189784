package dev.vmascope.web;

import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.SharedObject;
import dev.vmascope.procfs.AddressReading;
import dev.vmascope.procfs.ProcFs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds the objects of a build id: asks the kernel for that of each object that can be executed.
@Component
class BuildIds {
  private static final int MOST = 2_000;

  private final ProcFs procFs;

  BuildIds(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// What was found.
  record Found(List<SharedObject> objects, List<UnavailableView> unavailable) {
    Found {
      objects = List.copyOf(objects);
      unavailable = List.copyOf(unavailable);
    }
  }

  Found of(List<SharedObject> objects, String buildId) {
    List<SharedObject> found = new ArrayList<>();
    List<SharedObject> candidates =
        objects.stream()
            .filter(object -> object.key().kind() == MappingKind.FILE)
            .filter(object -> object.executable() != null)
            .toList();
    for (SharedObject object : candidates.subList(0, Math.min(MOST, candidates.size()))) {
      if (has(object, buildId)) {
        found.add(object);
      }
    }
    List<UnavailableView> unavailable = new ArrayList<>();
    if (!procFs.answersQueries()) {
      unavailable.add(
          new UnavailableView(
              "objects[].buildId",
              "unsupported",
              "needs a kernel that is asked for single mappings (PROCMAP_QUERY): Linux 6.11"));
    }
    if (candidates.size() > MOST) {
      unavailable.add(
          new UnavailableView(
              "objects[]", "partial", "only the first " + MOST + " were looked at: narrow path="));
    }
    return new Found(found, unavailable);
  }

  private boolean has(SharedObject object, String buildId) {
    return Optional.ofNullable(object.executable())
        .flatMap(
            mapping -> procFs.readAddress(object.executableIn(), mapping.range().start()).value())
        .filter(reading ->
            reading.at().filter(at -> at.mapping().inode() == object.key().inode()).isPresent())
        .flatMap(AddressReading::buildId)
        .filter(buildId::equals)
        .isPresent();
  }
}
