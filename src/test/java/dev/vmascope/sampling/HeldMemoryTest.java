package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStatus;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Where the memory of a process lies.
class HeldMemoryTest {
  private static HeldMemory held(byte[] smaps) throws IOException {
    return HeldMemory.of(
        SampledProcess.AT, MappingReader.ofSmaps(new ByteArrayInputStream(smaps), "smaps", false));
  }

  private static String mapping(String line, int resident, int anonymous, int swap) {
    return line
        + "\nSize: 1024 kB\nRss: "
        + resident
        + " kB\nAnonymous: "
        + anonymous
        + " kB\nSwap: "
        + swap
        + " kB\nVmFlags: rd wr mr mw me ac\n";
  }

  @Test
  void isWhatIsAnonymousOrSwappedOutAndOfSharedMemoryAll() throws IOException {
    String smaps =
        mapping("55d000000000-55d000100000 rw-p 00000000 00:00 0 [heap]", 700, 700, 24)
            + mapping("7f0000000000-7f0000100000 r-xp 00000000 fe:00 17 /lib/a.so", 600, 8, 0)
            + mapping("7f1000000000-7f1000100000 rw-s 00000000 00:01 9 /dev/shm/q", 512, 0, 100);

    HeldMemory held = held(smaps.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(held.of(MappingCategory.HEAP)).isEqualTo(724 << 10);
    assertThat(held.of(MappingCategory.CODE)).isEqualTo(8 << 10);
    assertThat(held.of(MappingCategory.SHARED_MEMORY)).isEqualTo(612 << 10);
    assertThat(held.of(MappingCategory.JAVA_HEAP)).isZero();
    assertThat(held.heapLimitBytes()).isEmpty();
  }

  @Test
  void ofThisMachineHasItsHeapAndWhatThatMayGrowTo() throws IOException {
    HeldMemory held = held(Files.readAllBytes(Path.of("/proc/self/smaps")));
    MemorySizes sizes =
        ProcessStatus.parse(Files.readAllBytes(Path.of("/proc/self/status")), "status").sizes();
    long limit =
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxHeapSize")
                .getValue());

    assertThat(held.heapLimitBytes()).hasValue(limit);
    assertThat(held.of(MappingCategory.JAVA_HEAP)).isBetween(1L << 20, limit);
    double all = held.bytes().values().stream().mapToLong(Long::longValue).sum();
    double known =
        sizes.bytes(ProcessSize.ANONYMOUS).orElseThrow()
            + sizes.bytes(ProcessSize.SWAP).orElse(0)
            + sizes.bytes(ProcessSize.SHARED_MEMORY).orElse(0);
    assertThat(all).isCloseTo(known, within(0.1 * known));
  }
}
