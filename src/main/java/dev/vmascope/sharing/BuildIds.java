package dev.vmascope.sharing;

import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.address.MappingLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// A finder of the mapped objects with a build id, which the kernel reads. Each object that is
/// executable is asked about by `PROCMAP_QUERY`.
@Component
class BuildIds {
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final ProcFs procFs;

  BuildIds(ProcFs procFs) {
    this.procFs = procFs;
  }

  /// The objects with a build id, and the objects that could not be asked about.
  record Found(List<SharedObject> objects, List<UnavailableField> unavailable) {
    Found {
      objects = List.copyOf(objects);
      unavailable = List.copyOf(unavailable);
    }
  }

  /// The objects among the given ones that have a build id, as far as the time allows.
  Found of(List<SharedObject> objects, String buildId) {
    if (!procFs.host().answersQueries()) {
      return new Found(
          List.of(),
          List.of(
              new UnavailableField(
                  "objects[]",
                  "unsupported",
                  "buildId needs a kernel with PROCMAP_QUERY, for single mappings: Linux 6.11")));
    }
    List<SharedObject> candidates =
        objects.stream()
            .filter(object -> object.key().kind() == MappingKind.FILE)
            .filter(object -> object.executable() != null)
            .toList();
    List<SharedObject> found = new ArrayList<>();
    long end = System.nanoTime() + LONGEST.toNanos();
    int read = 0;
    for (SharedObject object : candidates) {
      if (System.nanoTime() - end >= 0) {
        break;
      }
      AnswerWork.row();
      read++;
      if (has(object, buildId)) {
        found.add(object);
      }
    }
    return new Found(
        found,
        read == candidates.size()
            ? List.of()
            : List.of(
                new UnavailableField(
                    "objects[]",
                    "partial",
                    "only " + read + " files were read in the available time: narrow path=")));
  }

  private boolean has(SharedObject object, String buildId) {
    Mapping mapping = object.executable();
    return mapping != null
        && procFs
            .readWithBuildId(object.executableIn(), mapping.range().start())
            .value()
            .filter(reading ->
                reading.at().filter(at -> isOfSameFile(at.mapping(), mapping)).isPresent())
            .flatMap(MappingLookup::buildId)
            .filter(buildId::equals)
            .isPresent();
  }

  private static boolean isOfSameFile(Mapping one, Mapping other) {
    return one.device().equals(other.device()) && one.inode() == other.inode();
  }
}
