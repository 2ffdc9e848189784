package dev.vmascope.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.call.KernelFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The n-th call fails, for every n: whatever is stored is whole, and is the former content or the
/// new one.
class StorageFaultsTest {
  private static final Slot SLOT = Slot.snapshot(0);
  private static final int BYTES = 40_000;
  private static final int MOST_CALLS = 40;
  private static final byte[] FORMER = StorageFixture.content(1, BYTES);
  private static final byte[] NEXT = StorageFixture.content(2, BYTES);

  @TempDir Path path = Path.of("");

  @ParameterizedTest
  @CsvSource({"5,1,INPUT_OUTPUT", "28,1,NO_SPACE", "5,9999,INPUT_OUTPUT", "122,9999,NO_SPACE"})
  void aFailedStoreOfANewFileLeavesNothing(int errno, int failing, StorageFailure failure)
      throws IOException {
    FailingFolder folder = folder();
    try (FileStore store = FileStore.of(path, folder)) {
      int passing = 0;
      do {
        folder.fail(passing++, failing, errno);
        boolean stored = isStored(store, failure);
        assertThat(stored).isNotEqualTo(folder.hasFailed());
        folder.heal();
        if (stored) {
          assertThat(store.read(SLOT, BYTES)).hasValue(NEXT);
        } else {
          // With a device that goes on failing the complete file stays, as after a crash.
          store
              .read(SLOT, BYTES)
              .ifPresent(content -> {
                assertThat(failing).isGreaterThan(1);
                assertThat(content).isEqualTo(NEXT);
              });
          store.delete(SLOT);
        }
        if (failing == 1) {
          assertThat(StorageFixture.names(path)).doesNotContain("vmascope.tmp");
        }
      } while (folder.hasFailed() || passing < 3 || store.find(SLOT).isEmpty());
      assertThat(passing).isBetween(10, MOST_CALLS);
    }
  }

  @ParameterizedTest
  @CsvSource({"5,1,INPUT_OUTPUT", "28,1,NO_SPACE", "30,9999,READ_ONLY"})
  void aFailedReplacementLeavesTheFormerFileOrTheNext(
      int errno, int failing, StorageFailure failure) throws IOException {
    FailingFolder folder = folder();
    try (FileStore store = FileStore.of(path, folder)) {
      boolean stored = false;
      int formerKept = 0;
      for (int passing = 0; !stored; passing++) {
        StorageFixture.store(store, SLOT, FORMER);
        folder.fail(passing, failing, errno);
        stored = isStored(store, failure);
        folder.heal();
        byte[] content = store.read(SLOT, BYTES).orElseThrow();
        boolean former = Arrays.equals(content, FORMER);
        formerKept += former ? 1 : 0;
        assertThat(former || Arrays.equals(content, NEXT)).isTrue();
        assertThat(stored && former).as("a store that succeeded").isFalse();
      }
      assertThat(formerKept).isBetween(10, MOST_CALLS);
    }
  }

  @ParameterizedTest
  @CsvSource({"5,INPUT_OUTPUT", "28,NO_SPACE"})
  void aFailedDeletionIsRepeated(int errno, StorageFailure failure) throws IOException {
    FailingFolder folder = folder();
    try (FileStore store = FileStore.of(path, folder)) {
      StorageFixture.store(store, SLOT, FORMER);
      folder.fail(0, 1, errno);
      try {
        store.delete(SLOT);
      } catch (StorageException e) {
        assertThat(e.failure()).isEqualTo(failure);
      }
      assertThat(folder.hasFailed()).isTrue();
      assertThat(store.delete(SLOT)).isTrue();
      assertThat(store.list()).isEmpty();
    }
  }

  private FailingFolder folder() throws IOException {
    return new FailingFolder(KernelFolder.open(path, Slot.allNames()));
  }

  private static boolean isStored(FileStore store, StorageFailure failure) throws IOException {
    try {
      StorageFixture.store(store, SLOT, NEXT);
      return true;
    } catch (StorageException e) {
      assertThat(e.failure()).isEqualTo(failure);
      return false;
    }
  }
}
