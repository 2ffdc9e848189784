package dev.vmascope.snapshots;

import dev.vmascope.capture.CaptureArchive;
import dev.vmascope.capture.MalformedCaptureException;
import dev.vmascope.capture.Manifest;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
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
  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

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
  private final SecureRandom random = new SecureRandom();
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

  /// The request to store a snapshot.
  record Order(SnapshotCause cause, @Nullable String label, boolean pinned) {}

  /// The writer of the archive of a snapshot.
  interface Content {
    /// Writes the archive.
    ///
    /// @param comment the comment of the archive
    /// @return the manifest that was written
    Manifest writeTo(OutputStream out, String comment) throws IOException;
  }

  /// All snapshots, the newest first; none without storage.
  List<StoredSnapshot> all() {
    return storage instanceof FileStore files ? index(files).all() : List.of();
  }

  /// The reason why nothing is stored; empty if there is storage.
  Optional<String> absence() {
    return storage instanceof NoStorage none ? Optional.of(none.reason()) : Optional.empty();
  }

  SnapshotCounts counts() {
    return counts;
  }

  /// The snapshot with this id, or the problem.
  StoredSnapshot find(String id) {
    return (storage instanceof FileStore files
            ? index(files).find(id)
            : Optional.<StoredSnapshot>empty())
        .orElseThrow(SnapshotStore::notFound);
  }

  /// The path of the archive of a snapshot.
  Path path(StoredSnapshot snapshot) {
    return storage.folder().resolve(snapshot.slot().fileName());
  }

  /// The archive of a snapshot, to be sent as it is.
  InputStream file(StoredSnapshot snapshot) throws IOException {
    return ((FileStore) storage).open(snapshot.slot()).orElseThrow(SnapshotStore::notFound);
  }

  @Override
  public OpenSnapshot open(String id) {
    StoredSnapshot snapshot = find(id);
    Path path = path(snapshot);
    try {
      CaptureArchive archive = CaptureArchive.open(path);
      try {
        // Whoever deletes a snapshot may store another one in its place.
        CaptureArchive.Head head = CaptureArchive.head(path);
        if (!head.comment().equals(Optional.of(snapshot.note().print(json)))) {
          throw notFound();
        }
        Manifest manifest = Manifest.parse(head.manifest(), json);
        return new OpenSnapshot(
            procFs.ofCaptures(archive.root(), manifest.stamps()), archive.pid(), archive);
      } catch (IOException | RuntimeException e) {
        archive.close();
        throw e;
      }
    } catch (MalformedCaptureException e) {
      throw Problem.of(
              ProblemCode.MALFORMED_FILE,
              "The file of the snapshot is damaged: " + e.getMessage() + ".")
          .exception();
    } catch (IOException _) {
      throw notFound();
    }
  }

  private static ProblemException notFound() {
    return Problem.of(
            ProblemCode.SNAPSHOT_NOT_FOUND,
            "No snapshot has this id, or it was deleted: see /api/snapshots.")
        .exception();
  }

  /// Stores a snapshot. It is durable when this returns.
  ///
  /// @throws ProblemException if it cannot be stored; the reason says what to do
  /// @throws IOException the failure of the writer of its content
  StoredSnapshot store(Order order, Content content) throws IOException {
    if (!(storage instanceof FileStore files)) {
      throw Problem.of(
              ProblemCode.NO_STORAGE,
              "Nothing can be stored in the data folder of the service: "
                  + absence().orElse("unknown")
                  + ". See vmascope.data-dir.")
          .exception();
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
      throw problem(e);
    } finally {
      storing.unlock();
    }
  }

  private StoredSnapshot write(FileStore files, SnapshotIndex known, Order order, Content content)
      throws IOException {
    Slot slot = known.freeSlot().orElseThrow(this::full);
    Instant now = clock.instant();
    SnapshotNote note =
        new SnapshotNote(newId(now), now, order.cause(), order.label(), order.pinned());
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
      FileStore files, List<StoredSnapshot> all, long bytes, Order order, long freeBytes)
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
      remove((FileStore) storage, index((FileStore) storage), snapshot);
    } catch (StorageException e) {
      throw problem(e);
    } finally {
      storing.unlock();
    }
  }

  /// Deletes the snapshots that are too old. The first call also reads what is stored.
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
    } catch (StorageException e) {
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
    return Problem.of(
            ProblemCode.STORAGE_FULL,
            "The limits on snapshots leave no room: delete some, or raise vmascope.snapshots.max-size,"
                + " max-count, or the free space of the disk above min-free.")
        .exception();
  }

  private static ProblemException problem(StorageException e) {
    return switch (e.failure()) {
      case NO_SPACE ->
          Problem.of(
                  ProblemCode.STORAGE_FULL,
                  "The disk of the data folder is full: delete snapshots, or other files there.")
              .exception();
      case TOO_LARGE ->
          Problem.of(ProblemCode.TOO_LARGE, "The snapshot would have more than 64 MiB.")
              .exception();
      case READ_ONLY, DENIED, INPUT_OUTPUT, OTHER ->
          Problem.of(
                  ProblemCode.NO_STORAGE,
                  "The data folder cannot be written: " + e.getMessage() + ".")
              .exception();
    };
  }

  private String newId(Instant now) {
    byte[] some = new byte[4];
    random.nextBytes(some);
    return ID_TIME.format(now) + "-" + HexFormat.of().formatHex(some);
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
      throw Problem.of(
              ProblemCode.NO_STORAGE, "The data folder cannot be read: " + e.getMessage() + ".")
          .exception();
    } finally {
      loading.unlock();
    }
  }
}
