package dev.vmascope.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A file of the data folder, by its number. All names are fixed from the start on, so that the
/// filter of system calls can tell them from others.
///
/// @param number from 0 on
public record Slot(int number) {
  /// The number of snapshots that have a place.
  public static final int SNAPSHOTS = 1024;

  /// The file with the history of processes.
  public static final Slot HISTORY = new Slot(0);

  private static final String TEMPORARY = "vmascope.tmp";

  public Slot {
    if (number < 0 || number > SNAPSHOTS) {
      throw new IllegalArgumentException("no slot " + number);
    }
  }

  /// The file of a snapshot.
  ///
  /// @param index from 0 on, less than [#SNAPSHOTS]
  public static Slot snapshot(int index) {
    return new Slot(index + 1);
  }

  /// Whether it is the file of a snapshot.
  public boolean isSnapshot() {
    return number > 0;
  }

  /// The name of the file.
  public String fileName() {
    return isSnapshot()
        ? String.format(Locale.ROOT, "snapshot-%04d.zip", number - 1)
        : "history.bin";
  }

  /// The names of all files; the first one is that of files that are not complete.
  static List<String> allNames() {
    List<String> names = new ArrayList<>(List.of(TEMPORARY));
    all().forEach(slot -> names.add(slot.fileName()));
    return names;
  }

  static List<Slot> all() {
    List<Slot> slots = new ArrayList<>();
    for (int number = 0; number <= SNAPSHOTS; number++) {
      slots.add(new Slot(number));
    }
    return slots;
  }

  /// The index of its name.
  int name() {
    return number + 1;
  }
}
