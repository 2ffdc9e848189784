package dev.vmascope.objects;

import dev.vmascope.elf.loaded.LoadedObject;
import dev.vmascope.elf.loaded.LoadedObjects;
import dev.vmascope.http.api.FileRemedies;
import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.object.MappedFilesReading;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessType;
import java.util.ArrayList;
import java.util.List;

/// The `unavailable` entries of ELF objects.
final class ObjectRemedies {
  private ObjectRemedies() {}

  /// The entries for the objects of a process.
  ///
  /// @param vdsoIsKnown whether the facts of the vDSO are known
  /// @param addresses whether the caller may see addresses
  static List<UnavailableField> absent(
      MappedFilesReading<?> reading,
      LoadedObjects objects,
      boolean vdsoIsKnown,
      boolean addresses) {
    if (reading.process().type() != ProcessType.USER) {
      return List.of(
          new UnavailableField(
              "objects",
              OutcomeKind.NOT_APPLICABLE.toString(),
              Remedies.withoutMemory(reading.process().type())));
    }
    List<UnavailableField> absent = new ArrayList<>();
    if (reading.process().mapsAccess() == OutcomeKind.GONE) {
      absent.add(Remedies.notCaptured("objects", ProcFile.MAPS));
    } else if (reading.listing() != OutcomeKind.OK) {
      absent.add(new UnavailableField("objects", reading.listing().toString(), "try again"));
    }
    reading.complaint().ifPresent(why -> absent.add(Remedies.malformed("objects", why, addresses)));
    reading.limits().stream()
        .sorted()
        .forEach(limit -> absent.add(new UnavailableField("objects", "partial", limit.words())));
    absent.addAll(ObjectGaps.of("objects[].", objects.all(), objects));
    if (objects.all().stream().anyMatch(SegmentView::leavesOut)) {
      absent.add(mappingsLeftOut("objects[]"));
    }
    if (reading.vdso().isPresent() && !vdsoIsKnown) {
      absent.add(
          new UnavailableField(
              "objects[].type",
              "not-applicable",
              "nothing to be done: [vdso] belongs to the kernel, is in no file, and differs from that of vmascope"));
    }
    if (!addresses) {
      absent.addAll(
          Remedies.hidden(
              "objects[].loadBias",
              "objects[].segments[].mappings[].start",
              "objects[].segments[].mappings[].end"));
      if (objects.all().stream().anyMatch(LoadedObject::isFixed)) {
        absent.addAll(Remedies.hidden("objects[].segments[].virtualAddress"));
      }
    }
    return absent;
  }

  /// The entries for one object.
  ///
  /// @param addresses whether the caller may see addresses
  static List<UnavailableField> ofOne(
      LoadedObject object, LoadedObjects objects, boolean addresses) {
    List<UnavailableField> absent = new ArrayList<>();
    object.unread().ifPresent(why -> absent.add(FileRemedies.unread("parts", why)));
    absent.addAll(ObjectGaps.of("object.", List.of(object), objects));
    if (SegmentView.leavesOut(object)) {
      absent.add(mappingsLeftOut("object"));
    }
    if (!addresses) {
      absent.addAll(
          Remedies.hidden(
              "object.loadBias",
              "object.segments[].mappings[].start",
              "object.segments[].mappings[].end"));
      if (object.isFixed()) {
        absent.addAll(
            Remedies.hidden(
                "object.segments[].virtualAddress",
                "parts.header.entry",
                "parts.programHeaders[].virtualAddress",
                "parts.sections[].address",
                "parts.dynamicEntries[].value",
                "parts.notes[].content"));
      }
    }
    return absent;
  }

  private static UnavailableField mappingsLeftOut(String object) {
    return new UnavailableField(
        object + ".segments[].mappings[]",
        "partial",
        "see …/maps: its segments have more mappings than this answer lists");
  }
}
