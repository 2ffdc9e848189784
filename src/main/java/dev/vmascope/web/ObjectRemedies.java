package dev.vmascope.web;

import dev.vmascope.elf.LoadedObject;
import dev.vmascope.elf.LoadedObjects;
import dev.vmascope.procfs.FileContent;
import dev.vmascope.procfs.ObjectsReading;
import dev.vmascope.procfs.OutcomeKind;
import dev.vmascope.procfs.ProcFile;
import dev.vmascope.procfs.ProcessType;
import java.util.ArrayList;
import java.util.List;

/// The `unavailable` entries of ELF objects.
final class ObjectRemedies {
  private static final String MAP_FILES =
      "run vmascope with CAP_CHECKPOINT_RESTORE (Linux 5.9+) or CAP_SYS_ADMIN, which lets it follow the kernel's links to"
          + " mapped files, and with CAP_DAC_READ_SEARCH where their permissions keep it out";

  private ObjectRemedies() {}

  /// The entries for the objects of a process.
  ///
  /// @param vdsoIsKnown whether the facts of the vDSO are known
  /// @param addresses whether the caller may see addresses
  static List<UnavailableView> absent(
      ObjectsReading<?> reading, LoadedObjects objects, boolean vdsoIsKnown, boolean addresses) {
    if (reading.process().type() != ProcessType.USER) {
      return List.of(
          new UnavailableView(
              "objects",
              OutcomeKind.NOT_APPLICABLE.toString(),
              Remedies.withoutMemory(reading.process().type())));
    }
    List<UnavailableView> absent = new ArrayList<>();
    if (reading.process().mapsAccess() == OutcomeKind.GONE) {
      absent.add(Remedies.notCaptured("objects", ProcFile.MAPS));
    } else if (reading.listing() != OutcomeKind.OK) {
      absent.add(new UnavailableView("objects", reading.listing().toString(), "ask again"));
    }
    reading.complaint().ifPresent(why -> absent.add(Remedies.malformed("objects", why, addresses)));
    reading.limits().stream()
        .sorted()
        .forEach(limit -> absent.add(new UnavailableView("objects", "partial", limit.words())));
    absent.addAll(ObjectGaps.of("objects[].", objects.all(), objects));
    if (objects.all().stream().anyMatch(SegmentView::leavesOut)) {
      absent.add(mappingsLeftOut("objects[]"));
    }
    if (reading.vdso().isPresent() && !vdsoIsKnown) {
      absent.add(
          new UnavailableView(
              "objects[].type",
              "not-applicable",
              "nothing to be done: [vdso] is the kernel's, in no file, and another than that of vmascope"));
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
  static List<UnavailableView> ofOne(
      LoadedObject object, LoadedObjects objects, boolean addresses) {
    List<UnavailableView> absent = new ArrayList<>();
    object.unread().ifPresent(why -> absent.add(unread("parts", why)));
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

  private static UnavailableView mappingsLeftOut(String object) {
    return new UnavailableView(
        object + ".segments[].mappings[]",
        "partial",
        "its segments have more mappings than are told of: see …/maps");
  }

  /// The entry for an object that could not be read.
  static UnavailableView unread(String field, FileContent.Why why) {
    return switch (why) {
      case DENIED -> new UnavailableView(field, "denied", MAP_FILES);
      case GONE ->
          new UnavailableView(
              field,
              "gone",
              "the file is at its path no more, or unmapped; to read it all the same, "
                  + MAP_FILES);
      case NOT_REGULAR ->
          new UnavailableView(
              field,
              "not-applicable",
              "nothing to be done: what is mapped is no regular file, and opening it could have effects");
      case FORBIDDEN ->
          new UnavailableView(
              field,
              "denied",
              "nothing to be done here: the user of the process may not read what lies at its path, so neither does vmascope");
      case FILE_SYSTEM ->
          new UnavailableView(
              field,
              "skipped",
              "nothing to be done: the file lies on a file system that others answer for (FUSE, NFS and the like)"
                  + " or that holds no files of its own (proc, sysfs), or on one that is not known here; these are never"
                  + " touched");
      case LINK ->
          new UnavailableView(
              field,
              "skipped",
              "look at the path yourself: there is a symbolic link in it where there was none, and links are not followed");
      case NO_ROOT ->
          new UnavailableView(
              field,
              "not-applicable",
              "nothing to be done here: there is no root directory of the process to look into, as in a capture; look on the"
                  + " machine that it is from");
      case HIDDEN ->
          new UnavailableView(
              field,
              "partial",
              "look at its mounts (/proc/<pid>/mountinfo): the file is there, but its mount was taken away (umount -l) or"
                  + " another covers it");
      case SKIPPED ->
          new UnavailableView(
              field,
              "skipped",
              "reading the others took too long, or there is more than is compared; ask again, their files are cached then");
      case FAILED ->
          new UnavailableView(
              field,
              "partial",
              "its path cannot be followed, or its file system fails; " + MAP_FILES);
    };
  }
}
