package dev.vmascope.snapshots;

import dev.vmascope.capture.CaptureArchive;
import dev.vmascope.capture.Manifest;
import dev.vmascope.storage.FileStore;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.StoredFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The stored snapshots, in memory, as they are in the files of the data folder.
final class SnapshotIndex {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotIndex.class);

  private final Map<String, StoredSnapshot> byId = new ConcurrentHashMap<>();

  /// The free slots; the one that was freed last comes last, so that a slow reader of a deleted
  /// snapshot does not meet another one there.
  private final Deque<Slot> free = new ArrayDeque<>();

  private final List<Slot> damaged = new ArrayList<>();

  /// The snapshots in the files of a folder. A file that cannot be read as one stays, and its slot
  /// is used when no other is left.
  static SnapshotIndex of(FileStore files, JsonMapper json) throws IOException {
    SnapshotIndex index = new SnapshotIndex();
    Set<Slot> taken = new HashSet<>();
    for (StoredFile file : files.list()) {
      if (file.slot().isSnapshot()) {
        taken.add(file.slot());
        index.read(file, files, json);
      }
    }
    for (int number = 0; number < Slot.SNAPSHOTS; number++) {
      Slot slot = Slot.snapshot(number);
      if (!taken.contains(slot)) {
        index.free.add(slot);
      }
    }
    return index;
  }

  private void read(StoredFile file, FileStore files, JsonMapper json) {
    try {
      CaptureArchive.Head head = CaptureArchive.head(files.path(file.slot()));
      SnapshotNote note = SnapshotNote.parse(head.comment(), json);
      add(StoredSnapshot.of(note, Manifest.parse(head.manifest(), json), file));
    } catch (IOException e) {
      damaged.add(file.slot());
      LOG.warn(
          "The file {} is no snapshot and is ignored: {}", file.slot().fileName(), e.getMessage());
    }
  }

  void add(StoredSnapshot snapshot) {
    byId.put(snapshot.id(), snapshot);
    free.remove(snapshot.slot());
    damaged.remove(snapshot.slot());
  }

  void remove(StoredSnapshot snapshot) {
    byId.remove(snapshot.id());
    free.addLast(snapshot.slot());
  }

  Optional<StoredSnapshot> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// All snapshots, the newest first.
  List<StoredSnapshot> all() {
    return byId.values().stream()
        .sorted(Comparator.comparing(StoredSnapshot::id).reversed())
        .toList();
  }

  /// A slot for another snapshot; empty if all are taken.
  Optional<Slot> freeSlot() {
    return Optional.ofNullable(free.peekFirst()).or(() -> damaged.stream().findFirst());
  }

  /// The number of files that could not be read as snapshots.
  int damaged() {
    return damaged.size();
  }
}
