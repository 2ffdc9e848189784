package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory of a process, held open.
class PinnedProcessTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir Path root = Path.of("");

  @Test
  void readsAFileWhateverItsLength() throws IOException {
    for (int length : new int[] {0, 1, 4095, 4096, 4097, 20_000}) {
      byte[] content = new byte[length];
      Arrays.fill(content, (byte) 'x');
      Files.write(folder(42).resolve("stat"), content);
      try (PinnedProcess process = PinnedProcess.open(root, 42)) {
        assertThat(process.readSmall(ProcFile.STAT)).isEqualTo(content);
      }
    }
  }

  @Test
  void opensWhatTheKernelShows() throws IOException {
    try (Child child = Child.idle();
        PinnedProcess process = PinnedProcess.open(PROC, child.pid());
        SeekableByteChannel maps = process.open(ProcFile.MAPS)) {
      assertThat(maps.read(ByteBuffer.allocate(4096))).isPositive();
      assertThat(new String(process.readSmall(ProcFile.STAT), StandardCharsets.UTF_8))
          .startsWith(child.pid() + " (sleep) ");
      assertThat(process.threads()).containsExactly(child.pid());
      assertThat(process.readThreadStat(child.pid())).isNotEmpty();
    }
  }

  @Test
  void failsRatherThanReadWhoeverTookThePlace() throws IOException {
    Path old = folder(42);
    Files.writeString(old.resolve("stat"), "old");
    try (PinnedProcess process = PinnedProcess.open(root, 42)) {
      Files.move(old, root.resolve("ended"));
      Files.writeString(folder(42).resolve("stat"), "new");
      assertThat(process.readSmall(ProcFile.STAT)).asString().isEqualTo("old");
      Files.delete(root.resolve("ended").resolve("stat"));
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> process.readSmall(ProcFile.STAT));
    }
  }

  @Test
  void failsWhenTheProcessHasEnded() throws Exception {
    try (Child child = Child.idle();
        PinnedProcess process = PinnedProcess.open(PROC, child.pid())) {
      child.end();
      for (ProcFile file : ProcFile.values()) {
        IOException gone =
            assertThatIOException().isThrownBy(() -> process.open(file).close()).actual();
        assertThat(Errno.of(gone))
            .hasValueSatisfying(errno -> assertThat(errno).isIn(Errno.ESRCH, Errno.ENOENT));
      }
      assertThatIOException().isThrownBy(process::threads);
    }
  }

  @Test
  void readsWhatIsAboutMemoryFromAnotherThread() throws IOException {
    Path folder = folder(42);
    Path task = Files.createDirectories(folder.resolve("task/43"));
    for (ProcFile file : ProcFile.values()) {
      Files.writeString(folder.resolve(file.fileName()), "first");
      Files.writeString(task.resolve(file.fileName()), "live");
    }
    try (PinnedProcess process = PinnedProcess.open(root, 42)) {
      assertThat(process.executableLink()).isEqualTo(folder.resolve("exe"));
      process.readMemoryFrom(43);
      assertThat(process.readSmall(ProcFile.STAT)).asString().isEqualTo("first");
      assertThat(process.readSmall(ProcFile.STATM)).asString().isEqualTo("live");
      assertThat(process.readSmall(ProcFile.STATUS)).asString().isEqualTo("live");
      assertThat(process.readSmall(ProcFile.MAPS)).asString().isEqualTo("live");
      assertThat(process.readThreadStat(43)).asString().isEqualTo("live");
      assertThat(process.executableLink()).isEqualTo(task.resolve("exe"));
    }
  }

  @Test
  void followsNoLinkToAFile() throws IOException {
    Path secret = Files.writeString(root.resolve("secret"), "secret");
    Files.createSymbolicLink(folder(42).resolve("stat"), secret);
    try (PinnedProcess process = PinnedProcess.open(root, 42)) {
      assertThatIOException()
          .isThrownBy(() -> process.readSmall(ProcFile.STAT))
          .withMessageContaining("symbolic links");
    }
  }

  @Test
  void isNotThereWithoutADirectory() throws IOException {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> PinnedProcess.open(root, 42).close());
    Files.createFile(root.resolve("43"));
    assertThatExceptionOfType(NotDirectoryException.class)
        .isThrownBy(() -> PinnedProcess.open(root, 43).close());
  }

  private Path folder(int pid) throws IOException {
    return Files.createDirectories(root.resolve(Integer.toString(pid)));
  }
}
