package dev.vmascope.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The descriptors, the threads and the heap of a service, right after a collection of its garbage.
/// For the collection `jcmd` needs a socket of the service: `vmascope.security.read-only=false`.
public record Holdings(int descriptors, int threads, long heapBytes) {
  private static final Pattern HEAP =
      Pattern.compile("(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)");

  /// What a service holds now.
  public static Holdings of(RunningService service) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process collected =
        new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(collected.waitFor()).isZero();
    double heap = 0;
    Matcher used = HEAP.matcher(service.scrape());
    while (used.find()) {
      heap += Double.parseDouble(used.group(1));
    }
    assertThat(heap).isPositive();
    return new Holdings(count(service, "fd"), count(service, "task"), (long) heap);
  }

  private static int count(RunningService service, String what) {
    return Objects.requireNonNull(
            Path.of("/proc", Long.toString(service.pid()), what).toFile().list())
        .length;
  }
}
