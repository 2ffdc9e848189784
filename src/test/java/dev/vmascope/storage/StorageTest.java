package dev.vmascope.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that cannot be used, and file systems that are full.
class StorageTest {
  private static final int CHUNK = 150_000;

  @TempDir Path folder = Path.of("");

  private static String reason(Path folder) {
    try (Storage storage = Storage.open(folder)) {
      return ((NoStorage) storage).reason();
    }
  }

  @Test
  void oneServiceStoresInAFolder() {
    try (Storage first = Storage.open(folder)) {
      assertThat(first).isInstanceOf(FileStore.class);
      assertThat(reason(folder)).isEqualTo("another service stores there");
    }
    try (Storage next = Storage.open(folder)) {
      assertThat(next).isInstanceOf(FileStore.class);
    }
  }

  @Test
  void aFolderWhereOthersMayWriteIsTakenFromThem() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Storage storage = Storage.open(folder)) {
      assertThat(storage).isInstanceOf(FileStore.class);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void nothingIsStoredInAFolderThatIsShared() throws IOException {
    Files.setAttribute(folder, "unix:mode", 01777);
    assertThat(reason(folder)).contains("other users may write there");
    assertThat(Files.getAttribute(folder, "unix:mode")).isEqualTo(041777);
  }

  @Test
  void aFolderThatIsNoneSaysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(reason(file)).isNotEmpty();
    assertThat(reason(file.resolve("below"))).contains("cannot be prepared");
    assertThat(reason(Path.of("/proc/vmascope"))).contains("cannot be prepared");
  }

  @Test
  void nothingIsStoredOnAFileSystemForReading() throws Exception {
    mount("ro");
    try {
      assertThat(reason(folder)).isEqualTo("Read-only file system");
    } finally {
      unmount();
    }
  }

  @Test
  void aFullFileSystemKeepsWhatIsStoredAndCanAlwaysBeFreed() throws Exception {
    mount("size=2m");
    try (FileStore store = StorageFixture.open(folder)) {
      int stored = fill(store);
      assertThat(stored).isBetween(8, 14);
      assertThat(store.list()).hasSize(stored);
      for (StoredFile file : store.list()) {
        byte[] content = store.read(file.slot(), StorageFixture.MOST).orElseThrow();
        assertThat(StorageFixture.isWhole(content, CHUNK)).isTrue();
      }
      assertThat(StorageFixture.names(folder)).hasSize(stored);
      assertThat(store.freeBytes()).isLessThan(CHUNK);
      store.delete(Slot.snapshot(0));
      StorageFixture.store(store, Slot.snapshot(0), StorageFixture.content(1, CHUNK));
    } finally {
      unmount();
    }
  }

  /// Full to the last inode, so that not even an empty file can be made.
  @Test
  void aFullFileSystemIsOpenedSinceItCanBeFreed() throws Exception {
    mount("nr_inodes=3,size=2m");
    try {
      Path other = folder.resolve("other");
      Files.writeString(folder.resolve("snapshot-0000.zip"), "stored");
      Files.writeString(other, "");
      try (FileStore store = StorageFixture.open(folder)) {
        assertThat(store.list()).hasSize(1);
        assertThat(store.delete(Slot.snapshot(0))).isTrue();
        StorageFixture.store(store, Slot.snapshot(1), new byte[1]);
      }
    } finally {
      unmount();
    }
  }

  /// Stores until nothing more fits.
  private static int fill(FileStore store) throws IOException {
    int stored = 0;
    while (true) {
      int index = stored;
      try {
        StorageFixture.store(store, Slot.snapshot(index), StorageFixture.content(index + 1, CHUNK));
        stored++;
      } catch (StorageException e) {
        assertThat(e.failure()).isEqualTo(StorageFailure.NO_SPACE);
        assertThatThrownBy(() -> StorageFixture.store(store, Slot.snapshot(index), new byte[CHUNK]))
            .isInstanceOf(StorageException.class);
        return stored;
      }
    }
  }

  private void mount(String options) throws Exception {
    Shell.Result mounted =
        Shell.run("mount", "-t", "tmpfs", "-o", "mode=700," + options, "tmpfs", folder.toString());
    assertThat(mounted.status()).as(mounted.errors()).isZero();
  }

  private void unmount() throws Exception {
    assertThat(Shell.run("umount", folder.toString()).status()).isZero();
  }
}
