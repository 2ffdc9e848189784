package dev.vmascope.elf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.vmascope.systemtest.TestProgram;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An object whose description is as large as can be costs a few times the bytes of its tables, not
/// a heap of them: anybody who may map a file may make one.
class HostileObjectTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int SECTIONS = 16_000;
  private static final int SECTION_BYTES = 64;
  private static final int DYNAMIC_BYTES = 16_384 * 16;

  /// Records of the tables, the bytes from which they are made, a quarter of a million characters
  /// of names in three places, and as much of notes.
  private static final long MOST_BYTES = 6L * (SECTIONS * SECTION_BYTES + DYNAMIC_BYTES);

  @TempDir private Path folder = Path.of("");

  @Test
  void costsAFewTimesItsTables() throws Exception {
    Path file = folder.resolve("hostile.so");
    try (TestProgram program =
        TestProgram.start(TestProgram.compile("hostile-object"), file.toString())) {
      assertThat(program.pid()).isPositive();
    }
    assertThat(Files.size(file)).isGreaterThan(SECTIONS * SECTION_BYTES);
    allocated(file);
    assertThat(allocated(file)).isLessThan(MOST_BYTES);
  }

  private static long allocated(Path file) throws Exception {
    try (OpenedBytes bytes = OpenedBytes.of(file)) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      ElfResult result = ElfParser.parse(bytes);
      long after = THREADS.getCurrentThreadAllocatedBytes();
      assertThat(result)
          .isInstanceOfSatisfying(
              ElfResult.Parsed.class,
              parsed -> assertThat(parsed.object().sections()).hasSize(SECTIONS));
      return after - before;
    }
  }
}
