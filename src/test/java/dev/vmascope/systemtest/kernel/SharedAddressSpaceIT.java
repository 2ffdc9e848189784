package dev.vmascope.systemtest.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Threads share an address space, a child of fork has its own, and both may be larger than the
/// machine's memory: told of real processes, and compared with what the kernel says.
class SharedAddressSpaceIT {
  private static final Path PROGRAM = TestProgram.compile("sharing", "-pthread");
  private static RunningService service = RunningService.start();

  @BeforeAll
  static void isReady() {
    assertThat(service.get("/readyz").statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<Integer> tids(JsonNode threads) {
    return threads.path("threads").valueStream().map(thread -> thread.path("tid").asInt()).toList();
  }

  private static String file(long pid, String name) throws IOException {
    return Files.readString(
        Path.of("/proc", Long.toString(pid), name), StandardCharsets.ISO_8859_1);
  }

  private static JsonNode threads(TestProgram program) {
    return service.json("/api/processes/" + program.pid() + "/threads");
  }

  @Test
  void everyThreadShowsTheSameMaps() throws Exception {
    try (TestProgram program = TestProgram.start(PROGRAM)) {
      JsonNode threads = threads(program);
      assertThat(threads.path("total").asInt()).isEqualTo(tids(threads).size()).isGreaterThan(3);
      assertThat(threads.path("sharedAddressSpace").asBoolean()).isTrue();
      assertThat(threads.path("explanation").asString()).contains("share one address space");
      String maps = file(program.pid(), "maps");
      for (int tid : tids(threads)) {
        assertThat(service.maps(tid)).isEqualTo(maps);
        JsonNode listed = service.json("/api/processes/" + tid + "/maps");
        assertThat(listed.path("pid").asLong()).isEqualTo(program.pid());
        assertThat(listed.has("threadOf")).isEqualTo(tid != program.pid());
      }
    }
  }

  @Test
  void threadsAreThoseOfTheKernel() throws Exception {
    try (TestProgram program = TestProgram.start(PROGRAM)) {
      await().until(() -> threads(program).toString().contains("writer"));
      JsonNode threads = threads(program);
      for (JsonNode thread : threads.path("threads")) {
        Path task = Path.of("/proc/" + program.pid() + "/task/" + thread.path("tid").asInt());
        assertThat(thread.path("name").asString() + "\n")
            .isEqualTo(Files.readString(task.resolve("comm")));
        assertThat(Files.readString(task.resolve("stat")))
            .contains(" " + thread.path("startTicks").asLong() + " ");
        assertThat(thread.path("first").asBoolean())
            .isEqualTo(thread.path("tid").asLong() == program.pid());
        assertThat(thread.path("kernelWorker").asBoolean())
            .isEqualTo(thread.path("name").asString().startsWith("iou-sqp-"));
      }
      assertThat(threads.path("threads").findValuesAsString("name"))
          .contains("sharing", "reader (1)", "reader\n2", "writer");
      assertThat(threads.path("unavailable").path(0).path("field").asString())
          .isEqualTo("otherProcesses");
    }
  }

  @Test
  void pagesLeadThroughAllThreads() {
    try (TestProgram program = TestProgram.start(PROGRAM)) {
      String path = "/api/processes/" + program.pid() + "/threads?limit=2";
      JsonNode page = service.json(path);
      List<Integer> seen = new ArrayList<>(tids(page));
      while (page.has("next")) {
        page = service.json(path + "&after=" + page.path("next").asString());
        seen.addAll(tids(page));
      }
      assertThat(seen).isEqualTo(tids(threads(program))).isSorted();
    }
  }

  @Test
  void aFirstThreadThatHasEndedIsListedAndTheOthersHoldTheMemory() {
    try (TestProgram program = TestProgram.start(PROGRAM, "first-ends")) {
      await()
          .untilAsserted(() ->
              assertThat(threads(program).path("threads").path(0).path("state").asString())
                  .isEqualTo("zombie"));
      JsonNode threads = threads(program);
      assertThat(threads.path("type").asString()).isEqualTo("user");
      assertThat(threads.path("sharedAddressSpace").asBoolean()).isTrue();
      assertThat(threads.path("explanation").asString()).contains("first thread has ended");
      for (int tid : tids(threads)) {
        assertThat(service.json("/api/processes/" + tid + "/maps").path("count").asInt())
            .isGreaterThan(10);
      }
    }
  }

  @Test
  void aChildOfForkHasPageTablesOfItsOwn() {
    try (TestProgram program = TestProgram.startUntil("READY", PROGRAM)) {
      long child = child(program.pid());
      await().until(() -> pageTables(child) > 512 << 10);
      JsonNode parent = service.json("/api/processes/" + program.pid() + "/summary");
      JsonNode forked = service.json("/api/processes/" + child + "/summary");
      assertThat(parent.path("pageTableBytes").asLong()).isEqualTo(pageTables(program.pid()));
      assertThat(forked.path("pageTableBytes").asLong()).isEqualTo(pageTables(child));
      // A table of 4 KiB for each of the 128 that the child touched.
      assertThat(forked.path("pageTableBytes").asLong())
          .isGreaterThan(parent.path("pageTableBytes").asLong() + (256 << 10));
      assertThat(forked.path("threadOf").isMissingNode()).isTrue();
    }
  }

  private static long child(long pid) {
    return ProcessHandle.of(pid).orElseThrow().children().findFirst().orElseThrow().pid();
  }

  private static long pageTables(long pid) {
    try {
      return file(pid, "status")
          .lines()
          .filter(line -> line.startsWith("VmPTE:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aProcessMayBeLargerThanTheMachine() {
    long memory = service.json("/api/system").path("memory").path("totalBytes").asLong();
    long mapped = 3 * memory / 4096 * 4096;
    try (TestProgram program =
        TestProgram.start(TestProgram.compile("larger"), Long.toString(mapped))) {
      JsonNode summary = service.json("/api/processes/" + program.pid() + "/summary");
      assertThat(summary.path("virtualBytes").asLong()).isGreaterThan(mapped);
      assertThat(summary.path("machine").path("virtualToMemoryRatio").asDouble()).isGreaterThan(3);
      assertThat(summary.path("machine").path("memoryBytes").asLong()).isEqualTo(memory);
      assertThat(summary.path("residentBytes").asLong()).isLessThan(16 << 20);
    }
  }
}
