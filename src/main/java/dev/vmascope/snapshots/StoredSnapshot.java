package dev.vmascope.snapshots;

import dev.vmascope.capture.Manifest;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.StoredFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /// The label that it got here, or else in its capture; `null` without any.
  @Nullable String label() {
    return note.label() == null ? manifest.label() : note.label();
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
