package dev.vmascope.procfs.call;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vmascope.procfs.machine.KernelRelease;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The sealed page, against who would change it.
@SuppressWarnings("restricted")
class OpenHowTest {
  private static final int WRITABLE = 3;
  private static final MethodHandle MPROTECT =
      LibC.handle("mprotect", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT));
  private static final MethodHandle MUNMAP =
      LibC.handle("munmap", FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));

  @Test
  void noneOfThemOpensForWriting() {
    assertThat(OpenHow.addresses()).isNotEmpty();
    for (long address : OpenHow.addresses()) {
      MemorySegment how = MemorySegment.ofAddress(address).reinterpret(FileCalls.OPEN_HOW_BYTES);
      assertThat(how.get(JAVA_LONG, 0) & FileCalls.O_PATH).isPositive();
      assertThat(how.get(JAVA_LONG, 0) & (0x3 | 0x40 | 0x200 | 0x400000)).isZero();
    }
  }

  /// `O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC`, mode 0600, beneath, without links and mounts.
  @Test
  void aNewFileReplacesNothingAndLeadsNowhere() {
    assertThat(OpenHow.addresses()).doesNotContain(OpenHow.NEW_FILE.address());
    assertThat(OpenHow.NEW_FILE.toArray(JAVA_LONG)).containsExactly(0x800c1, 0600, 0x0f);
  }

  @Test
  void canNeitherBeMadeWritableNorBeReplaced() throws Throwable {
    boolean known =
        KernelRelease.parse(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip())
            .orElseThrow()
            .atLeast(6, 10);
    assertThat(OpenHow.isSealed()).isEqualTo(known);
    assumeTrue(known, "mseal(2) needs Linux 6.10");
    long page = OpenHow.addresses().getFirst();
    long other = MemoryCalls.reserve(0, LibC.PAGE_BYTES).value();
    assertThat(protect(other)).as("any other page can").isZero();
    assertThat(unmap(other)).isZero();
    assertThat(protect(page)).isNegative();
    assertThat(unmap(page)).isNegative();
  }

  private static int protect(long page) throws Throwable {
    return (int) MPROTECT.invokeExact(page, (long) LibC.PAGE_BYTES, WRITABLE);
  }

  private static int unmap(long page) throws Throwable {
    return (int) MUNMAP.invokeExact(page, (long) LibC.PAGE_BYTES);
  }
}
