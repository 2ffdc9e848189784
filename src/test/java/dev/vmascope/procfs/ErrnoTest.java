package dev.vmascope.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Error numbers, from exceptions as the JDK throws them.
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
        FileChannel stat = FileChannel.open(child.folder().resolve("stat"))) {
      child.end();
      IOException gone =
          catchThrowableOfType(IOException.class, () -> stat.read(ByteBuffer.allocate(64)));
      assertThat(gone).isExactlyInstanceOf(IOException.class);
      assertThat(Errno.of(gone)).contains(Errno.ESRCH);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, EPERM", "2, ENOENT", "3, ESRCH", "5, EIO", "13, EACCES", "20, ENOTDIR"})
  void isToldByTheWordsOfTheCLibrary(int number, Errno errno) {
    String words = LibC.strerror(number);
    assertThat(Errno.of(new IOException(words))).contains(errno);
    assertThat(Errno.of(new FileSystemException("/proc/1/stat", null, words))).contains(errno);
  }

  @Test
  void isAbsentWhereTheWordsAreOthers() {
    assertThat(Errno.of(new IOException())).isEmpty();
    assertThat(Errno.of(new IOException("Stream closed"))).isEmpty();
    assertThat(Errno.of(new IOException(LibC.strerror(24)))).isEmpty();
    assertThat(Errno.of(new FileSystemException("/proc/1/stat"))).isEmpty();
    assertThat(Errno.of(new FileSystemException(LibC.strerror(3)))).isEmpty();
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
    return catchThrowableOfType(IOException.class, () -> FileChannel.open(file).close());
  }
}
