package dev.vmascope.snapshots;

import dev.vmascope.capture.Manifest;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.StoredFile;
import java.time.Instant;
import java.util.List;

/// A stored snapshot, without its files.
///
/// @param manifest the manifest of its capture, without the list of files
/// @param detail the largest listing that it has: `maps`, `rollup` or `smaps`; `none` without any
/// @param bytes the size of the archive
record StoredSnapshot(SnapshotNote note, Manifest manifest, String detail, Slot slot, long bytes)
    implements Retention.Kept {
  static StoredSnapshot of(SnapshotNote note, Manifest manifest, StoredFile file) {
    String detail = "none";
    for (String listing : List.of("maps", "smaps_rollup", "smaps")) {
      String name = "/" + listing;
      if (manifest.files().stream().anyMatch(entry -> entry.path().endsWith(name))) {
        detail = listing.replace("smaps_", "");
      }
    }
    return new StoredSnapshot(note, manifest.of(List.of()), detail, file.slot(), file.bytes());
  }

  String id() {
    return note.id();
  }

  @Override
  public Instant at() {
    return note.storedAt();
  }

  @Override
  public boolean pinned() {
    return note.pinned();
  }

  @Override
  public boolean automatic() {
    return note.cause().isAutomatic();
  }
}
