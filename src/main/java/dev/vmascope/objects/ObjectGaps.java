package dev.vmascope.objects;

import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.elf.loaded.MatchedBy;
import dev.vmascope.elf.loaded.ObjectInfo;
import dev.vmascope.http.api.FileRemedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.procfs.object.FileContent;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The `unavailable` entries of values that depend on unreadable ELF files.
final class ObjectGaps {
  private static final String BROKEN =
      "see complaints: the object violates its format, or exceeds the bounds of reading";

  private static final String UNIDENTIFIED =
      "look for the name of the library in the environment of the process: the process runs with the library, but"
          + " the name leads to no object from here (a link that only LD_LIBRARY_PATH leads to, or that no longer"
          + " exists)";

  private final String prefix;
  private final List<LoadedObject> shown;
  private final List<UnavailableField> gaps = new ArrayList<>();

  private ObjectGaps(String prefix, List<LoadedObject> shown) {
    this.prefix = prefix;
    this.shown = shown;
  }

  /// @param prefix the path of the fields
  /// @param shown the objects of the response
  /// @param objects all objects of the process
  static List<UnavailableField> of(String prefix, List<LoadedObject> shown, LoadedObjects objects) {
    ObjectGaps gaps = new ObjectGaps(prefix, shown);
    gaps.reasons("type", LoadedObject::unread);
    gaps.reasons(
        "identity",
        object ->
            object.identity().equals(Optional.of(MatchedBy.PATH))
                ? object.notOpened()
                : Optional.empty());
    gaps.reasons("replacedOnDisk", LoadedObject::pathUnknown);
    gaps.broken("type", ObjectInfo::type);
    gaps.broken("stripped", ObjectInfo::stripped);
    gaps.broken("needed", ObjectInfo::needed);
    gaps.broken("hardening", ObjectInfo::hardening);
    gaps.undecided(objects);
    return gaps.gaps;
  }

  private void reasons(String field, Function<LoadedObject, Optional<FileContent.Why>> why) {
    Set<FileContent.Why> reasons = EnumSet.noneOf(FileContent.Why.class);
    shown.forEach(object -> why.apply(object).ifPresent(reasons::add));
    reasons.forEach(reason -> gaps.add(FileRemedies.unread(prefix + field, reason)));
  }

  private void broken(String field, Function<ObjectInfo, Optional<?>> fact) {
    if (shown.stream()
        .flatMap(object -> object.facts().stream())
        .anyMatch(facts -> fact.apply(facts).isEmpty())) {
      gaps.add(new UnavailableField(prefix + field, "malformed", BROKEN));
    }
  }

  private void undecided(LoadedObjects objects) {
    boolean role = shown.stream().anyMatch(object -> objects.role(object).isEmpty());
    boolean state = shown.stream().anyMatch(objects::hasUnidentified);
    if (role) {
      gaps.add(undecided("role", objects));
    }
    if (state) {
      gaps.add(undecided("needed[].state", objects));
    }
  }

  /// The entry for a field, with the reason of the first unreadable object that would decide it.
  private UnavailableField undecided(String field, LoadedObjects objects) {
    return objects.all().stream()
        .flatMap(object -> object.unread().stream())
        .findFirst()
        .map(why -> FileRemedies.unread(prefix + field, why))
        .orElseGet(() ->
            new UnavailableField(
                prefix + field,
                "partial",
                objects.areWhole()
                    ? UNIDENTIFIED
                    : "see complaints and the other entries here: not all objects of the process and their needs"
                        + " are known"));
  }
}
