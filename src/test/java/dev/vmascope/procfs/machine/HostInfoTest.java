package dev.vmascope.procfs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.LibC;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.scan.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What holds for all processes of a machine.
class HostInfoTest {
  private static final Path PROC = Path.of("/proc");

  @Test
  void readsWhatTheRealKernelSays() throws Exception {
    HostInfo node = HostInfo.read(PROC);
    assertThat(node.mappingLimit())
        .hasValue(Long.parseLong(output("cat", "/proc/sys/vm/max_map_count")));
    assertThat(node.memoryBytes().orElseThrow()).isGreaterThan(1 << 20);
    assertThat(node.kernel().map(KernelRelease::text)).contains(output("uname", "-r"));
  }

  @Test
  void placesTheStartOfThisProcessBeforeNow() {
    HostInfo node = HostInfo.read(PROC);
    Instant started = ProcessHandle.current().info().startInstant().orElseThrow();
    try (ProcFs procFs =
        new ProcFs(PROC, 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC())) {
      ProcessReading self = procFs.read(procFs.host().self().orElseThrow()).value().orElseThrow();
      Instant computed = node.wallTime(self.stat().startTicks()).orElseThrow();
      assertThat(Duration.between(started, computed).abs()).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void knowsNothingOfAnEmptyFolder(@TempDir Path root) {
    HostInfo node = HostInfo.read(root);
    assertThat(node)
        .isEqualTo(
            new HostInfo(
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty()));
    assertThat(node.wallTime(100)).isEmpty();
    assertThat(node.oneReadIsAtomic()).isFalse();
  }

  @Test
  void readsAFolderOfCaptures(@TempDir Path root) throws IOException {
    write(root, "meminfo", "MemTotal:       16384 kB\nMemFree:  1 kB\nMemAvailable:    8192 kB\n");
    write(
        root,
        "pressure/memory",
        """
        some avg10=0.00 avg60=1.20 avg300=0.03 total=1234567
        full avg10=0.00 avg60=0.00 avg300=0.00 total=89
        """);
    write(root, "stat", "cpu  1 2 3\nintr 9 8 7\nctxt 5\nbtime 1700000000\nprocesses 3\n");
    write(root, "sys/vm/max_map_count", "65530\n");
    write(root, "sys/kernel/osrelease", "6.1.0-40-amd64\n");
    HostInfo node = HostInfo.read(root);
    assertThat(node.memoryBytes()).hasValue(16 << 20);
    assertThat(node.availableBytes()).hasValue(8 << 20);
    assertThat(node.pressure()).contains(new MemoryPressure(1_234_567, 89));
    assertThat(node.mappingLimit()).hasValue(65_530);
    assertThat(node.bootTime()).contains(Instant.ofEpochSecond(1_700_000_000));
    assertThat(node.kernel()).contains(new KernelRelease(6, 1, "6.1.0-40-amd64"));
    assertThat(node.wallTime(LibC.TICKS_PER_SECOND * 3L / 2))
        .contains(Instant.ofEpochSecond(1_700_000_001, 500_000_000));
  }

  @Test
  void knowsNothingOfTextItDoesNotUnderstand(@TempDir Path root) throws IOException {
    write(root, "meminfo", "MemTotal: much\n");
    write(root, "stat", "cpu btime 1700000000\n");
    write(root, "sys/vm/max_map_count", "many\n");
    write(root, "sys/kernel/osrelease", "\n");
    assertThat(HostInfo.read(root)).isEqualTo(HostInfo.read(root.resolve("missing")));
  }

  @ParameterizedTest
  @CsvSource({"6.16.12, true", "6.17.0, false", "6.18.1, false", "4.18.0, true"})
  void knowsSinceWhenAReadIsNoLongerOneMoment(String release, boolean atomic, @TempDir Path root)
      throws IOException {
    write(root, "sys/kernel/osrelease", release);
    assertThat(HostInfo.read(root).oneReadIsAtomic()).isEqualTo(atomic);
  }

  private static void write(Path root, String file, String text) throws IOException {
    Path path = root.resolve(file);
    Path folder = path.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(path, text);
  }

  private static String output(String... command) throws IOException {
    byte[] bytes = new ProcessBuilder(command).start().getInputStream().readAllBytes();
    return new String(bytes, StandardCharsets.UTF_8).strip();
  }
}
