package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.vmascope.procfs.Child;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Error numbers, of calls of our own and of exceptions as the JDK throws them.
class ErrnoTest {
  @Test
  void knowsAFileThatIsNotThere(@TempDir Path folder) {
    assertThat(Errno.of(failure(folder.resolve("missing")))).contains(Errno.ENOENT);
  }

  @Test
  void knowsAPathThroughAFile(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(Errno.of(failure(file.resolve("stat")))).contains(Errno.ENOTDIR);
    IOException listing = catchThrowableOfType(IOException.class, () -> list(file));
    assertThat(Errno.of(listing)).contains(Errno.ENOTDIR);
  }

  @Test
  void knowsARefusal() {
    assertThat(Errno.of(new AccessDeniedException("/proc/1/maps"))).contains(Errno.EACCES);
  }

  @Test
  void knowsAProcessThatEndedAfterItsFileWasOpened() throws Exception {
    try (Child child = Child.idle();
        KernelFile stat = KernelFile.open(child.folder().resolve("stat"))) {
      child.end();
      assertThat(Errno.of(catchThrowableOfType(IOException.class, stat::readRest)))
          .contains(Errno.ESRCH);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, EPERM", "2, ENOENT", "3, ESRCH", "5, EIO", "13, EACCES", "20, ENOTDIR"})
  void isToldByItsNumber(int number, Errno errno) {
    assertThat(Errno.of(new SystemCallException(number, "words"))).contains(errno);
    assertThat(errno.number()).isEqualTo(number);
  }

  @Test
  void isAbsentForEveryOtherFailure() {
    assertThat(Errno.of(new SystemCallException(24, "words"))).isEmpty();
    assertThat(Errno.of(new IOException("No such process"))).isEmpty();
    assertThat(Errno.of(new FileSystemException("/proc/1/stat", null, "No such process")))
        .isEmpty();
  }

  @Test
  void hasWordsForLogs() {
    assertThat(Errno.ESRCH.words()).isEqualTo("no such process");
    assertThat(Errno.EIO.words()).isEqualTo("input/output error");
  }

  private static void list(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(_ -> {});
    }
  }

  private static IOException failure(Path file) {
    return catchThrowableOfType(IOException.class, () -> KernelFile.open(file).close());
  }
}
