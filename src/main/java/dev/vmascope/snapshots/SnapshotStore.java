package dev.vmascope.snapshots;

import dev.vmascope.capture.CaptureArchive;
import dev.vmascope.capture.MalformedCaptureException;
import dev.vmascope.capture.Manifest;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.http.snapshot.SnapshotSource;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.storage.FileStore;
import dev.vmascope.storage.NoStorage;
import dev.vmascope.storage.Slot;
import dev.vmascope.storage.Storage;
import dev.vmascope.storage.StorageException;
import dev.vmascope.storage.StoredFile;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The stored snapshots: one file each, kept within the limits of [Retention].
@Component
class SnapshotStore implements SnapshotSource {
  /// The room that is made before the size of a snapshot is known.
  private static final long USUAL_BYTES = 1 << 20;

  private final Storage storage;
  private final ProcFs procFs;
  private final JsonMapper json;
  private final Clock clock;
  private final Retention retention;
  private final SnapshotCounts counts;
  private final ReentrantLock storing = new ReentrantLock();
  private final ReentrantLock loading = new ReentrantLock();
  private @Nullable SnapshotIndex index;

  SnapshotStore(
      Storage storage,
      ProcFs procFs,
      JsonMapper json,
      Clock clock,
      SnapshotCounts counts,
      SnapshotProperties properties) {
    this.storage = storage;
    this.procFs = procFs;
    this.json = json;
    this.clock = clock;
    this.counts = counts;
    retention = properties.retention();
  }

  /// All snapshots, the newest first; none without storage.
  List<StoredSnapshot> all() {
    return storage instanceof FileStore files ? index(files).all() : List.of();
  }

  /// The reason why nothing is stored; empty if there is storage.
  Optional<String> absence() {
    return storage instanceof NoStorage none ? Optional.of(none.reason()) : Optional.empty();
  }

  /// The snapshot with this id, or the problem.
  StoredSnapshot find(String id) {
    return (storage instanceof FileStore files
            ? index(files).find(id)
            : Optional.<StoredSnapshot>empty())
        .orElseThrow(SnapshotProblems::notFound);
  }

  /// The manifest of a snapshot, with its list of files.
  Manifest manifest(StoredSnapshot snapshot) throws IOException {
    return Manifest.parse(CaptureArchive.head(files().path(snapshot.slot())).manifest(), json);
  }

  /// The storage of a snapshot that was found.
  private FileStore files() {
    return (FileStore) storage;
  }

  /// The archive of a snapshot, to be sent as it is.
  InputStream file(StoredSnapshot snapshot) throws IOException {
    return files().open(snapshot.slot()).orElseThrow(SnapshotProblems::notFound);
  }

  @Override
  public OpenSnapshot open(String id) {
    StoredSnapshot snapshot = find(id);
    try {
      CaptureArchive archive = CaptureArchive.open(files().path(snapshot.slot()));
      try {
        // Whoever deletes a snapshot may store another one in its place.
        CaptureArchive.Head head = CaptureArchive.head(files().path(snapshot.slot()));
        if (!head.comment().equals(Optional.of(snapshot.note().print(json)))) {
          throw SnapshotProblems.notFound();
        }
        Manifest manifest = Manifest.parse(head.manifest(), json);
        return new OpenSnapshot(
            procFs.ofCaptures(archive.root(), manifest.stamps()), archive.pid(), manifest, archive);
      } catch (IOException | RuntimeException e) {
        archive.close();
        throw e;
      }
    } catch (MalformedCaptureException e) {
      throw SnapshotProblems.damaged(e);
    } catch (IOException _) {
      throw SnapshotProblems.notFound();
    }
  }

  /// Stores a snapshot. It is durable when this returns.
  ///
  /// @throws ProblemException if it cannot be stored; the reason says what to do
  /// @throws IOException the failure of the writer of its content
  StoredSnapshot store(SnapshotOrder order, SnapshotContent content) throws IOException {
    if (!(storage instanceof FileStore files)) {
      throw SnapshotProblems.noStorage(absence().orElse("unknown"));
    }
    storing.lock();
    try {
      SnapshotIndex known = index(files);
      makeRoom(files, known.all(), USUAL_BYTES, order, files.freeBytes());
      StoredSnapshot stored = write(files, known, order, content);
      // Only now its size is known.
      long before = files.freeBytes() + stored.bytes();
      try {
        makeRoom(files, known.all(), stored.bytes(), order, before);
      } catch (ProblemException e) {
        files.delete(stored.slot());
        throw e;
      }
      known.add(stored);
      counts.now(known.all());
      counts.stored(order.cause());
      return stored;
    } catch (StorageException e) {
      counts.failed();
      throw SnapshotProblems.of(e);
    } finally {
      storing.unlock();
    }
  }

  private StoredSnapshot write(
      FileStore files, SnapshotIndex known, SnapshotOrder order, SnapshotContent content)
      throws IOException {
    Slot slot = known.freeSlot().orElseThrow(this::full);
    SnapshotNote note = SnapshotNote.of(order, clock.instant());
    AtomicReference<@Nullable Manifest> written = new AtomicReference<>();
    StoredFile file =
        files.store(
            slot,
            CaptureArchive.MOST_BYTES,
            out -> written.set(content.writeTo(out, note.print(json))));
    return StoredSnapshot.of(note, Objects.requireNonNull(written.get()), file);
  }

  /// Deletes what has to go for a snapshot of a size, or throws the problem if it still has no
  /// room.
  private void makeRoom(
      FileStore files, List<StoredSnapshot> all, long bytes, SnapshotOrder order, long freeBytes)
      throws StorageException {
    List<StoredSnapshot> kept = new ArrayList<>(all);
    long free = freeBytes;
    boolean automatic = order.cause().isAutomatic();
    for (StoredSnapshot old : retention.displaced(all, bytes, automatic, freeBytes)) {
      remove(files, index(files), old);
      kept.remove(old);
      free += old.bytes();
      counts.swept();
    }
    if (!retention.hasRoom(kept, bytes, free)
        || (order.pinned() && !retention.mayPin(kept, bytes))) {
      throw full();
    }
  }

  /// Deletes a snapshot, for good. That also works on a full disk.
  void delete(String id) {
    StoredSnapshot snapshot = find(id);
    storing.lock();
    try {
      remove(files(), index(files()), snapshot);
    } catch (StorageException e) {
      throw SnapshotProblems.of(e);
    } finally {
      storing.unlock();
    }
  }

  /// Deletes the snapshots that are too old. At the start this also reads what is stored.
  @PostConstruct
  void expire() {
    if (!(storage instanceof FileStore files)) {
      return;
    }
    storing.lock();
    try {
      SnapshotIndex known = index(files);
      for (StoredSnapshot old : retention.expired(known.all(), clock.instant())) {
        remove(files, known, old);
        counts.swept();
      }
    } catch (StorageException | ProblemException _) {
      counts.failed();
    } finally {
      storing.unlock();
    }
  }

  private void remove(FileStore files, SnapshotIndex known, StoredSnapshot snapshot)
      throws StorageException {
    if (known.find(snapshot.id()).isEmpty()) {
      return;
    }
    files.delete(snapshot.slot());
    known.remove(snapshot);
    counts.now(known.all());
  }

  private ProblemException full() {
    counts.failed();
    return SnapshotProblems.full();
  }

  private SnapshotIndex index(FileStore files) {
    loading.lock();
    try {
      SnapshotIndex known = index;
      if (known == null) {
        known = SnapshotIndex.of(files, json);
        index = known;
        counts.now(known.all());
      }
      return known;
    } catch (IOException e) {
      throw SnapshotProblems.noStorage(String.valueOf(e.getMessage()));
    } finally {
      loading.unlock();
    }
  }
}
