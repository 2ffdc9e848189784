package dev.vmascope.procfs.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.Child;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.KernelFile;
import dev.vmascope.procfs.pool.ProcFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory of a process, held open.
class PinnedProcessTest {
  private static final Path PROC = Path.of("/proc");

  @TempDir Path root = Path.of("");

  @Test
  void readsAFileWhateverItsLength() throws IOException {
    for (int length : new int[] {0, 1, 4097, 16_383, 16_384, 16_385, 40_000}) {
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
        KernelFile maps = process.open(ProcFile.MAPS)) {
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
      assertThat(errno(() -> process.readSmall(ProcFile.STAT))).isEqualTo(Errno.ENOENT);
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
    Files.createSymbolicLink(folder.resolve("exe"), Path.of("/first"));
    Files.createSymbolicLink(task.resolve("exe"), Path.of("/live"));
    try (PinnedProcess process = PinnedProcess.open(root, 42)) {
      assertThat(process.executable().value()).contains(new RawText("/first"));
      process.readMemoryFrom(43);
      assertThat(process.readSmall(ProcFile.STAT)).asString().isEqualTo("first");
      assertThat(process.readSmall(ProcFile.STATM)).asString().isEqualTo("live");
      assertThat(process.readSmall(ProcFile.STATUS)).asString().isEqualTo("live");
      assertThat(process.readSmall(ProcFile.MAPS)).asString().isEqualTo("live");
      assertThat(process.readThreadStat(43)).asString().isEqualTo("live");
      assertThat(process.executable().value()).contains(new RawText("/live"));
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
    assertThat(errno(() -> PinnedProcess.open(root, 42).close())).isEqualTo(Errno.ENOENT);
    Files.createFile(root.resolve("43"));
    assertThat(errno(() -> PinnedProcess.open(root, 43).close())).isEqualTo(Errno.ENOTDIR);
  }

  private static Errno errno(ThrowingCallable call) {
    return Errno.of(assertThatIOException().isThrownBy(call).actual()).orElseThrow();
  }

  private Path folder(int pid) throws IOException {
    return Files.createDirectories(root.resolve(Integer.toString(pid)));
  }
}
