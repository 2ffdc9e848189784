package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reading by descriptor, from a file that is larger than the buffer of a thread.
class KernelFileTest {
  private static final int BYTES = 40_000;

  @TempDir Path folder = Path.of("");

  private final byte[] content = new byte[BYTES];
  private Path path = Path.of("");

  @BeforeEach
  void write() throws IOException {
    new Random(7).nextBytes(content);
    path = Files.write(folder.resolve("file"), content);
  }

  @Test
  void fillsBuffersOnAndOffTheHeapAlike() throws IOException {
    for (ByteBuffer target :
        new ByteBuffer[] {ByteBuffer.allocate(BYTES + 1), ByteBuffer.allocateDirect(BYTES + 1)}) {
      try (KernelFile file = KernelFile.open(path)) {
        while (file.read(target) >= 0) {}
        byte[] read = new byte[target.flip().remaining()];
        target.get(read);
        assertThat(read).isEqualTo(content);
      }
    }
  }

  @Test
  void readsOnFromWhereItIsPut() throws IOException {
    try (KernelFile file = KernelFile.open(path)) {
      file.position(BYTES - 2);
      assertThat(file.readRest()).containsExactly(content[BYTES - 2], content[BYTES - 1]);
      assertThat(file.readRest()).isEmpty();
      file.position(0);
      assertThat(file.readAtMost(17_000)).hasSize(17_000).startsWith(content[0], content[1]);
      assertThat(file.read(ByteBuffer.allocate(0))).isZero();
    }
  }

  @Test
  void failsInTheKernelsWords() throws IOException {
    IOException missing =
        assertThatIOException().isThrownBy(() -> KernelFile.open(folder.resolve("none"))).actual();
    assertThat(Errno.of(missing)).contains(Errno.ENOENT);
    Path tooLong = folder.resolve("x".repeat(4096));
    assertThatIOException()
        .isThrownBy(() -> KernelFile.open(tooLong))
        .withMessage(SystemCallException.strerror(36));
    try (KernelFile directory = KernelFile.open(folder)) {
      assertThatIOException()
          .isThrownBy(directory::readRest)
          .withMessage(SystemCallException.strerror(21));
    }
  }

  @Test
  void closesOnce() throws IOException {
    KernelFile file = KernelFile.open(path);
    assertThat(file.isOpen()).isTrue();
    file.close();
    file.close();
    assertThat(file.isOpen()).isFalse();
  }
}
