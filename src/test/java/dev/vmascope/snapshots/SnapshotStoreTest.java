package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vmascope.capture.CaptureCopy;
import dev.vmascope.capture.SampleCapture;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.scan.Limits;
import dev.vmascope.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/// Snapshots in a folder: what is stored, found again, displaced and deleted.
class SnapshotStoreTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] CAPTURE = new SampleCapture().bytes();

  @TempDir Path folder = Path.of("");

  private final ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  private final SnapshotCounts counts = new SnapshotCounts();
  private Storage storage = Storage.open(Path.of("/proc/none"));
  private SnapshotStore snapshots = store(4);

  @BeforeEach
  void open() {
    reopen(4);
  }

  @AfterEach
  void close() {
    storage.close();
    procFs.close();
  }

  private void reopen(int most) {
    storage.close();
    storage = Storage.open(folder);
    snapshots = store(most);
  }

  private SnapshotStore store(int most) {
    return new SnapshotStore(
        storage,
        procFs,
        JSON,
        Clock.systemUTC(),
        counts,
        new SnapshotProperties(
            most, Duration.ofDays(30), DataSize.ofMegabytes(4), DataSize.ofBytes(0), true));
  }

  private String store(SnapshotCause cause, boolean pinned) throws IOException {
    return snapshots
        .store(
            new SnapshotOrder(cause, "label", pinned),
            (out, comment) ->
                new CaptureCopy(JSON).copy(new ByteArrayInputStream(CAPTURE), out, comment))
        .id();
  }

  private List<String> ids() {
    return snapshots.all().stream().map(StoredSnapshot::id).toList();
  }

  @Test
  void findsThemAgainAfterARestart() throws IOException {
    String first = store(SnapshotCause.REQUESTED, true);
    String second = store(SnapshotCause.LEAKING, false);
    List<StoredSnapshot> before = snapshots.all();
    reopen(4);
    assertThat(snapshots.all()).isEqualTo(before);
    assertThat(ids()).containsExactly(second, first);
    assertThat(snapshots.find(first).pinned()).isTrue();
    assertThat(snapshots.find(first).note().label()).isEqualTo("label");
    assertThat(snapshots.find(first).detail()).isEqualTo("maps");
  }

  @Test
  void displacesTheOldestButNotWhatIsPinned() throws IOException {
    String pinned = store(SnapshotCause.REQUESTED, true);
    String automatic = store(SnapshotCause.FINDING, false);
    String third = store(SnapshotCause.REQUESTED, false);
    String fourth = store(SnapshotCause.RECEIVED, false);
    String fifth = store(SnapshotCause.REQUESTED, false);
    assertThat(ids()).containsExactly(fifth, fourth, third, pinned);
    refuses(ProblemCode.SNAPSHOT_NOT_FOUND, () -> snapshots.find(automatic));
    refuses(ProblemCode.STORAGE_FULL, () -> store(SnapshotCause.LEAKING, false));
    String sixth = store(SnapshotCause.REQUESTED, false);
    assertThat(ids()).containsExactly(sixth, fifth, fourth, pinned);
    assertThat(counts.sweptCount()).isEqualTo(2);
    assertThat(counts.count()).isEqualTo(4);
  }

  @Test
  void pinsNoMoreThanHalf() throws IOException {
    store(SnapshotCause.REQUESTED, true);
    store(SnapshotCause.REQUESTED, true);
    refuses(ProblemCode.STORAGE_FULL, () -> store(SnapshotCause.REQUESTED, true));
    store(SnapshotCause.REQUESTED, false);
  }

  @Test
  void deletesForGood() throws IOException {
    String id = store(SnapshotCause.REQUESTED, true);
    snapshots.delete(id);
    refuses(ProblemCode.SNAPSHOT_NOT_FOUND, () -> snapshots.delete(id));
    reopen(4);
    assertThat(ids()).isEmpty();
  }

  @Test
  void ignoresAndReplacesFilesThatAreNoSnapshots() throws IOException {
    Files.writeString(folder.resolve("snapshot-0000.zip"), "no zip");
    // A capture that somebody copied there has no note.
    Files.write(folder.resolve("snapshot-0001.zip"), CAPTURE);
    reopen(4);
    assertThat(ids()).isEmpty();
    String id = store(SnapshotCause.REQUESTED, false);
    assertThat(snapshots.find(id).slot().fileName()).isEqualTo("snapshot-0002.zip");
    assertThat(folder.resolve("snapshot-0000.zip")).hasContent("no zip");
  }

  @Test
  void storesNothingOfAContentThatFails() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            snapshots.store(
                new SnapshotOrder(SnapshotCause.REQUESTED, null, false),
                (out, _) -> {
                  out.write(CAPTURE, 0, CAPTURE.length / 2);
                  throw new IOException("the process has ended");
                }))
        .withMessage("the process has ended");
    assertThat(ids()).isEmpty();
    assertThat(folder.resolve("snapshot-0000.zip")).doesNotExist();
  }

  @Test
  void readsAProcessAsItWas() throws IOException {
    OpenSnapshot open = snapshots.open(store(SnapshotCause.REQUESTED, false));
    assertThat(open.pid()).isEqualTo(7);
    assertThat(open.files().read(7).value().orElseThrow().stat().startTicks()).isEqualTo(100);
    open.close();
  }

  @Test
  void saysThatAFileIsDamaged() throws IOException {
    String id = store(SnapshotCause.REQUESTED, false);
    Path file = folder.resolve(snapshots.find(id).slot().fileName());
    byte[] bytes = Files.readAllBytes(file);
    bytes[60] ^= 1;
    Files.write(file, bytes);
    refuses(ProblemCode.MALFORMED_FILE, () -> snapshots.open(id));
    Files.write(file, CAPTURE);
    refuses(ProblemCode.SNAPSHOT_NOT_FOUND, () -> snapshots.open(id));
  }

  @Test
  void saysWhyNothingIsStored() {
    storage.close();
    storage = Storage.open(Path.of("/proc/none"));
    snapshots = store(4);
    assertThat(snapshots.absence()).isPresent();
    assertThat(ids()).isEmpty();
    refuses(ProblemCode.NO_STORAGE, () -> store(SnapshotCause.REQUESTED, false));
  }

  /// What throws a problem.
  private interface Attempt {
    void run() throws IOException;
  }

  private static void refuses(ProblemCode code, Attempt attempt) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(attempt::run)
        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(code));
  }
}
