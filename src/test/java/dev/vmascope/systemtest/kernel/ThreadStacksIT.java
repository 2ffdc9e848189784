package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Programs with threads, and with memory that looks like stacks: there are as many stacks as
/// threads beside the first, and those to execute that are kept of threads which have ended.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadStacksIT {
  private final RunningService service = RunningService.start();
  private final Path program = TestProgram.compile("stacks", "-pthread");
  private final Path executable = TestProgram.compile("stacks", "-pthread", "-z", "execstack");

  @AfterAll
  void end() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0,  0,       0,  10, 50",
    "5,  0,       0,  10, 50",
    "5,  262144,  3,  4,  0",
    "3,  2097152, 0,  0,  200",
    "40, 0,       8,  40, 40",
    "1,  65536,   0,  3,  3",
    "12, 131072,  12, 0,  1",
  })
  void areAsManyAsThreads(
      String threads, String stackBytes, String ended, String buffers, String partitions)
      throws IOException {
    for (Path binary : List.of(program, executable)) {
      try (TestProgram running =
          TestProgram.start(binary, threads, stackBytes, ended, buffers, partitions)) {
        Map<String, Long> counts = counts(running.pid());
        assertThat(counts.getOrDefault("thread-stack", 0L))
            .as(counts.toString())
            .isEqualTo(
                binary.equals(executable)
                    ? memoryToExecute(running.pid(), true)
                    : Long.parseLong(threads));
        assertThat(counts.getOrDefault("jit", 0L))
            .as(counts.toString())
            .isEqualTo(memoryToExecute(running.pid(), false));
      }
    }
  }

  /// The memory of the program that can be executed, beside the stack of the first thread: stacks,
  /// those included that the C library keeps of threads which have ended. Where the reserve of an
  /// arena ends at a guard, the kernel shows both as one mapping, and the stack has the shape of
  /// something else.
  ///
  /// @param guarded whether to count those with a guard below them that is smaller, or the others
  private static long memoryToExecute(long pid, boolean guarded) throws IOException {
    long count = 0;
    long barrierEnd = 0;
    long barrierBytes = 0;
    for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"))) {
      long start = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16);
      long end =
          Long.parseUnsignedLong(line.substring(line.indexOf('-') + 1, line.indexOf(' ')), 16);
      if (line.contains(" rwxp ") && !line.endsWith("]")) {
        boolean hasGuard = barrierEnd == start && barrierBytes < end - start;
        count += hasGuard == guarded ? 1 : 0;
      }
      barrierEnd = line.contains(" ---p ") ? end : 0;
      barrierBytes = end - start;
    }
    return count;
  }

  /// The rule for such stacks finds those of all threads, also of those that have ended, and no
  /// rule finds them as generated code.
  @ParameterizedTest
  @CsvSource({"4, 0, 5", "2, 3, 6"})
  void thatCanBeExecutedAreFoundToBeStacks(String threads, String ended, int stacks) {
    try (TestProgram running = TestProgram.start(executable, threads, "1048576", ended, "2", "2")) {
      JsonNode answer = service.json("/api/processes/" + running.pid() + "/findings");
      assertThat(
              answer
                  .path("findings")
                  .valueStream()
                  .map(finding ->
                      finding.path("rule").asString() + " " + finding.path("mappings").asInt()))
          .contains("executable-stack " + stacks)
          .noneMatch(rule -> rule.startsWith("writable-executable"));
    }
  }

  /// Asked for one address, the service says the same as in the listing.
  @Test
  void areTheSameByAddress() {
    try (TestProgram running = TestProgram.start(program, "3", "0", "0", "2", "2")) {
      String process = "/api/processes/" + running.pid() + "/maps";
      for (JsonNode mapping : service.json(process).path("mappings")) {
        String start = mapping.path("start").asString();
        JsonNode at = service.json(process + "/" + start).path("mapping");
        assertThat(at.path("category")).as(start).isEqualTo(mapping.path("category"));
      }
    }
  }

  /// Whatever runs on this machine.
  @Test
  void areNeverMoreThanThreads() throws IOException {
    try (TestProgram _ = TestProgram.start(program, "7", "0", "0", "9", "9")) {
      for (JsonNode process :
          service.json("/api/processes?type=user&limit=1000").path("processes")) {
        long pid = process.path("pid").asLong();
        Path tasks = Path.of("/proc", Long.toString(pid), "task");
        await(tasks.toString())
            .atMost(Duration.ofSeconds(20))
            .until(() -> !Files.exists(tasks) || stacks(pid) < Math.max(1, threads(tasks)));
      }
    }
  }

  /// None once the process has ended.
  private static long threads(Path tasks) throws IOException {
    try (Stream<Path> listed = Files.list(tasks)) {
      return listed.count();
    } catch (NoSuchFileException | UncheckedIOException _) {
      return 0;
    }
  }

  private long stacks(long pid) {
    return service
        .json("/api/processes/" + pid + "/maps")
        .path("mappings")
        .valueStream()
        .filter(mapping -> mapping.path("category").asString().equals("thread-stack"))
        .filter(mapping -> mapping.path("categorySource").asString().equals("heuristic"))
        .count();
  }

  private Map<String, Long> counts(long pid) {
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode mapping : service.json("/api/processes/" + pid + "/maps").path("mappings")) {
      counts.merge(mapping.path("category").asString(), 1L, Long::sum);
    }
    return counts;
  }
}
