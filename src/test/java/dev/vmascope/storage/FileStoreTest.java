package dev.vmascope.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as they are stored, found, read and deleted.
class FileStoreTest {
  private static final Slot FIRST = Slot.snapshot(0);
  private static final Slot LAST = Slot.snapshot(Slot.SNAPSHOTS - 1);

  @TempDir Path parent = Path.of("");
  private Path folder = Path.of("");
  private Storage storage = new NoStorage(folder, "");

  @BeforeEach
  void open() {
    folder = parent.resolve("a/b");
    storage = Storage.open(folder);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private FileStore store() {
    return (FileStore) storage;
  }

  @Test
  void areFoundInTheFolderWithTheirNames() throws Exception {
    byte[] content = StorageFixture.content(7, 100_000);
    StoredFile stored = store().store(LAST, StorageFixture.MOST, out -> out.write(content));
    assertThat(store().list()).containsExactly(stored);
    assertThat(stored.bytes()).isEqualTo(100_000);
    Path file = folder.resolve("snapshot-1023.zip");
    assertThat(stored.stored()).isEqualTo(Files.getLastModifiedTime(file).toInstant());
    assertThat(file).hasBinaryContent(content);
    assertThat(StorageFixture.names(folder)).containsExactly("snapshot-1023.zip");
    assertThat(store().read(LAST, StorageFixture.MOST)).hasValue(content);
  }

  @Test
  void areForTheOwnerAlone() throws Exception {
    StorageFixture.store(store(), Slot.HISTORY, new byte[1]);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("history.bin"))))
        .isEqualTo("rw-------");
  }

  @Test
  void areReplacedWhileTheFormerOneIsRead() throws Exception {
    StorageFixture.store(store(), FIRST, StorageFixture.content(1, 50_000));
    try (InputStream former = store().open(FIRST).orElseThrow()) {
      StorageFixture.store(store(), FIRST, StorageFixture.content(2, 60_000));
      assertThat(former.readAllBytes()).isEqualTo(StorageFixture.content(1, 50_000));
    }
    assertThat(store().read(FIRST, StorageFixture.MOST))
        .hasValue(StorageFixture.content(2, 60_000));
  }

  @Test
  void areGoneOnceTheyAreDeleted() throws Exception {
    StorageFixture.store(store(), FIRST, new byte[10]);
    assertThat(store().delete(FIRST)).isTrue();
    assertThat(store().delete(FIRST)).isFalse();
    assertThat(store().list()).isEmpty();
    assertThat(store().open(FIRST)).isEmpty();
    assertThat(StorageFixture.names(folder)).isEmpty();
  }

  @Test
  void areNotStoredIfTheWriterFailsOrWritesTooMuch() throws Exception {
    StorageFixture.store(store(), FIRST, StorageFixture.content(1, 10));
    assertThatThrownBy(() ->
            store()
                .store(
                    FIRST,
                    StorageFixture.MOST,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("the process is gone");
                    }))
        .hasMessage("the process is gone");
    assertThatThrownBy(() -> store().store(FIRST, 99_999, out -> out.write(new byte[100_000])))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.failure()).isEqualTo(StorageFailure.TOO_LARGE));
    assertThat(store().read(FIRST, 10)).hasValue(StorageFixture.content(1, 10));
    assertThat(StorageFixture.names(folder)).containsExactly("snapshot-0000.zip");
  }

  @Test
  void areReadWithinALimit() throws Exception {
    StorageFixture.store(store(), FIRST, new byte[10]);
    assertThatThrownBy(() -> store().read(FIRST, 9)).isInstanceOf(StorageException.class);
  }

  @Test
  void incompleteOnesAreRemovedAtTheNextStart() throws Exception {
    storage.close();
    Files.writeString(folder.resolve("vmascope.tmp"), "half");
    Files.writeString(folder.resolve("token"), "of another");
    storage = Storage.open(folder);
    assertThat(StorageFixture.names(folder)).containsExactly("token");
  }

  @Test
  void foldersAndLinksInTheirPlaceAreNoFiles() throws Exception {
    Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "of another");
    Files.createSymbolicLink(folder.resolve("snapshot-0000.zip"), elsewhere);
    Files.createDirectory(folder.resolve("snapshot-0001.zip"));
    assertThat(store().find(Slot.snapshot(1))).isEmpty();
    assertThatThrownBy(() -> StorageFixture.store(store(), Slot.snapshot(1), new byte[1]))
        .isInstanceOf(StorageException.class);
    assertThat(store().list()).isEmpty();
    StorageFixture.store(store(), FIRST, new byte[1]);
    assertThat(elsewhere).hasContent("of another");
  }

  @Test
  void freeSpaceIsThatOfTheFileSystem() throws Exception {
    long free = Files.getFileStore(folder).getUsableSpace();
    assertThat(store().freeBytes()).isBetween(free / 2, free * 2);
  }
}
