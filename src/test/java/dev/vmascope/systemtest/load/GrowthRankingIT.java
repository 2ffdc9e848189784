package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.GrowingProgram;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Five programs that leak, each in its own way, all found by one question. Times are those of the
/// defaults, divided by 75 (slopes) and more (leaks, which it does not wait for).
@Alone("needs gigabytes, and ticks in time")
class GrowthRankingIT {
  private static final String[] DIVIDED = {
    "--vmascope.sampling.interval=300ms",
    "--vmascope.growth.window=12s",
    "--vmascope.growth.leak-window=2m",
    "--vmascope.growth.warm-up=3s"
  };

  private final List<TestProgram> programs = new ArrayList<>();

  @AfterEach
  void endAll() {
    programs.forEach(TestProgram::close);
  }

  @Test
  void namesEachWithTheCategoryThatIsToBlame() {
    Map<Long, MappingCategory> expected = new LinkedHashMap<>();
    expected.put(
        java("heap", "-XX:+UseG1GC", "-XX:G1HeapRegionSize=1m", "-Xms1g", "-Xmx1g"),
        MappingCategory.JAVA_HEAP);
    expected.put(
        java("direct", "-XX:+UseSerialGC", "-Xmx64m", "-XX:MaxDirectMemorySize=2g"),
        MappingCategory.ANONYMOUS);
    expected.put(java("files", "-XX:+UseSerialGC", "-Xmx64m"), MappingCategory.FILE);
    expected.put(java("threads", "-XX:+UseSerialGC", "-Xmx64m"), MappingCategory.THREAD_STACK);
    expected.put(
        started(TestProgram.start(TestProgram.compile("leaks"), "heap", "12")),
        MappingCategory.HEAP);
    try (RunningService service = RunningService.start(DIVIDED)) {
      await("the first change, after two ticks")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            Map<Long, JsonNode> rows = rows(service, "&walk=false");
            assertThat(rows).containsKeys(expected.keySet().toArray(Long[]::new));
            expected
                .keySet()
                .forEach(
                    pid -> assertThat(row(rows, pid).at("/change/bytes").asLong()).isPositive());
          });
      assertNothingIsWalkedUnasked(service, expected.keySet().iterator().next());
      await("all are blamed")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(blamed(rows(service, ""), expected)).isEqualTo(expected));

      Map<Long, JsonNode> rows = rows(service, "");
      expected
          .keySet()
          .forEach(pid ->
              assertThat(row(rows, pid).path("verdict").asString())
                  .as(row(rows, pid).toString())
                  .isIn("growing", "leaking"));
      long heap = expected.keySet().iterator().next();
      assertHeapIsALimit(service.json("/api/processes/" + heap + "/growth"), row(rows, heap));
      assertThat(service.json("/api/growth?measure=threads").at("/processes/0/blamed").asString())
          .isEqualTo("thread-stack");
    }
  }

  /// A heap grows within an address space that does not: only page tables show it.
  private static void assertNothingIsWalkedUnasked(RunningService service, long heap) {
    String growth = "/api/processes/" + heap + "/growth?walk=false";
    await("the heap is judged to grow")
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.json(growth).path("verdict").asString().equals("growing"));
    assertThat(service.json(growth).has("blamed")).isFalse();
    assertThat(service.json("/api/scans").path("decisions")).isEmpty();
  }

  /// The heap is full long before the memory of the machine is.
  private static void assertHeapIsALimit(JsonNode growth, JsonNode row) {
    String all = growth.toString();
    assertThat(growth.at("/heapLimit/limit").asLong()).as(all).isEqualTo(1L << 30);
    assertThat(growth.at("/heapLimit/value").asLong()).as(all).isBetween(8L << 20, 1L << 30);
    assertThat(growth.at("/heapLimit/secondsLeft").asDouble())
        .as(all)
        .isPositive()
        .isLessThan(growth.at("/memoryLimit/secondsLeft").asDouble());
    assertThat(row.at("/limit/of").asString()).as(row.toString()).isEqualTo("java-heap");
  }

  private static Map<Long, JsonNode> rows(RunningService service, String more) {
    Map<Long, JsonNode> rows = new HashMap<>();
    service
        .json("/api/growth?limit=1000" + more)
        .path("processes")
        .forEach(row -> rows.put(row.path("pid").asLong(), row));
    return rows;
  }

  private static JsonNode row(Map<Long, JsonNode> rows, long pid) {
    return rows.getOrDefault(pid, MissingNode.getInstance());
  }

  private static Map<Long, MappingCategory> blamed(
      Map<Long, JsonNode> rows, Map<Long, MappingCategory> of) {
    Map<Long, MappingCategory> blamed = new HashMap<>();
    of.keySet()
        .forEach(pid ->
            MappingCategory.of(row(rows, pid).path("blamed").asString(""))
                .ifPresent(category -> blamed.put(pid, category)));
    return blamed;
  }

  private long java(String what, String... options) {
    List<String> command = new ArrayList<>(List.of(options));
    command.addAll(List.of("-cp", "target/test-classes", GrowingProgram.class.getName(), what));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return started(TestProgram.start(java, command.toArray(String[]::new)));
  }

  private long started(TestProgram program) {
    programs.add(program);
    return program.pid();
  }
}
