package dev.vmascope.bench.loop;

import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.proc.ProcessStat;
import dev.vmascope.mapping.proc.ProcessStatm;
import dev.vmascope.mapping.proc.ProcessStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The loops over the small files of processes, which each tick reads.
public final class ProcessLoops {
  private static final byte[] STAT = captured("stat");
  private static final byte[] STATUS = captured("status");
  private static final byte[] STATM = captured("statm");
  private static final int PAGE = 4096;

  private ProcessLoops() {}

  private static byte[] captured(String file) {
    try {
      return Files.readAllBytes(Path.of("src/test/resources/proc/jvm", file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Parses `stat`, `status` and `statm` of so many processes.
  public static long parse(int processes) {
    long sum = 0;
    for (int i = 0; i < processes; i++) {
      sum += parseStat() + residentBytes(sizes());
    }
    return sum;
  }

  private static MemorySizes sizes() {
    return MemorySizes.of(
        Optional.of(ProcessStatus.parse(STATUS, "status")),
        Optional.of(ProcessStatm.parse(STATM, PAGE, "statm")));
  }

  private static long residentBytes(MemorySizes sizes) {
    return sizes.bytes(ProcessSize.RESIDENT).orElse(0);
  }

  /// Parses one `stat`.
  public static long parseStat() {
    return ProcessStat.parse(STAT, "stat").startTicks();
  }

  /// Parses one `status`.
  public static long parseStatus() {
    return residentBytes(ProcessStatus.parse(STATUS, "status").sizes());
  }

  /// Parses one `statm`.
  public static long parseStatm() {
    return ProcessStatm.parse(STATM, PAGE, "statm").residentBytes().orElse(0);
  }
}
