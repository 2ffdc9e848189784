package dev.vmascope.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Containers, pods and limits over HTTP: of a folder of captures, with a folder of control groups.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.sampling.interval=1h")
class LimitsApiTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String POD = "2d5133c0-65f3-40b2-b375-c04866d418e1";
  private static final String SCOPE = "/system.slice/docker-" + ID + ".scope";
  private static final String LIMITS =
      """
      Limit                     Soft Limit           Hard Limit           Units    \s
      Max data size             unlimited            unlimited            bytes    \s
      Max stack size            8388608              unlimited            bytes    \s
      Max locked memory         32768                8388608              bytes    \s
      Max address space         4294967296           4294967296           bytes    \s
      """;

  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @DynamicPropertySource
  static void folders(DynamicPropertyRegistry properties) throws IOException {
    Path proc = Files.createTempDirectory("vmascope-limits");
    Path tree = Files.createTempDirectory("vmascope-cgroup");
    process(proc, 1, "0::" + SCOPE + "\n");
    process(proc, 2, "0::/kubepods/burstable/pod" + POD + "/" + ID + "\n");
    process(proc, 3, "0::/../crio-" + ID.replace('0', 'f') + ".scope\n");
    process(proc, 4, "0::/../../etc\n");
    process(proc, 5, "0::/\n");
    process(proc, 6, "");
    Files.delete(proc.resolve("6/cgroup"));
    Files.delete(proc.resolve("6/limits"));
    Files.writeString(proc.resolve("6/oom_score"), "none\n");
    Path slice = tree.resolve("system.slice");
    Path scope = Files.createDirectories(tree.resolve(SCOPE.substring(1)));
    Files.writeString(scope.resolve("memory.max"), "max\n");
    Files.writeString(scope.resolve("memory.current"), "4096\n");
    Files.writeString(slice.resolve("memory.max"), "1048576\n");
    Files.writeString(slice.resolve("memory.current"), "1040384\n");
    properties.add("vmascope.procfs.root", proc::toString);
    properties.add("vmascope.cgroup.root", tree::toString);
  }

  private static void process(Path proc, int pid, String cgroup) throws IOException {
    Path folder = Files.createDirectory(proc.resolve(Integer.toString(pid)));
    write(
        folder.resolve("stat"),
        pid
            + " (x) S 0 42 42 0 -1 4194560 107 0 0 0 0 0 0 0 20 0 1 0 5000 8388608 1024"
            + " 18446744073709551615 4194304 4530176 140721747419136 0 0 0 0 0 0 0 0 0 17 0 0 0\n");
    write(folder.resolve("statm"), "2048 1024 512 82 0 300 0\n");
    write(
        folder.resolve("status"),
        "Name:\tx\nTgid:\t%d\nUid:\t0\t0\t0\t0\nVmRSS:\t4096 kB\nThreads:\t1\n".formatted(pid));
    write(folder.resolve("maps"), "");
    write(folder.resolve("cgroup"), cgroup);
    write(folder.resolve("limits"), LIMITS);
    write(folder.resolve("oom_score"), "666\n");
    write(folder.resolve("oom_score_adj"), "-998\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.json("/api/processes").path("processes").findValues("pod").size() == 1);
  }

  private JsonNode process(int pid) {
    return api.json("/api/processes/" + pid);
  }

  private List<Integer> listed(String parameters) {
    return api.json("/api/processes?sort=pid,asc&" + parameters)
        .path("processes")
        .valueStream()
        .map(process -> process.path("pid").asInt())
        .toList();
  }

  private static List<String> unavailable(JsonNode answer, String field) {
    return answer
        .path("unavailable")
        .valueStream()
        .filter(one -> one.path("field").asString().startsWith(field))
        .map(one -> one.path("field").asString() + " " + one.path("reason").asString())
        .toList();
  }

  @Test
  void aProcessIsInItsContainer() {
    JsonNode process = process(1);
    assertThat(process.path("container").asString()).isEqualTo(ID);
    assertThat(process.path("containerRuntime").asString()).isEqualTo("docker");
    assertThat(process.path("unit").asString()).isEqualTo("docker-" + ID + ".scope");
    assertThat(process.has("pod")).isFalse();
    assertThat(unavailable(process, "container")).isEmpty();
  }

  @Test
  void aProcessIsInItsPod() {
    assertThat(process(2).path("pod").asString()).isEqualTo(POD);
    assertThat(process(2).path("container").asString()).isEqualTo(ID);
    assertThat(process(2).has("containerRuntime")).isFalse();
    assertThat(unavailable(process(2), "limits")).containsExactly("limits.cgroupMemory gone");
  }

  @Test
  void limitsAreInBytes() {
    JsonNode limits = process(1).path("limits");
    assertThat(limits.path("cgroupMemory").toString())
        .isEqualTo(
            "{\"limitBytes\":1048576,\"unlimited\":false,\"usageBytes\":4096,\"leftBytes\":8192}");
    assertThat(limits.path("addressSpace").toString())
        .isEqualTo(
            "{\"softBytes\":4294967296,\"softUnlimited\":false,\"hardBytes\":4294967296,\"hardUnlimited\":false}");
    assertThat(limits.path("data").toString())
        .isEqualTo("{\"softUnlimited\":true,\"hardUnlimited\":true}");
    assertThat(limits.path("stack").path("softBytes").asLong()).isEqualTo(8 << 20);
    assertThat(limits.path("lockedMemory").path("softBytes").asLong()).isEqualTo(32 << 10);
    assertThat(limits.path("oomScore").asInt()).isEqualTo(666);
    assertThat(limits.path("oomScoreAdj").asInt()).isEqualTo(-998);
    assertThat(unavailable(process(1), "limits")).isEmpty();
  }

  @Test
  void whatTheNamespaceHidesIsSaid() {
    assertThat(process(3).path("container").asString()).hasSize(64);
    assertThat(unavailable(process(3), "container")).isEmpty();
    assertThat(unavailable(process(3), "limits")).containsExactly("limits.cgroupMemory denied");
    assertThat(unavailable(process(4), "container")).containsExactly("container denied");
    assertThat(unavailable(process(4), "limits")).containsExactly("limits.cgroupMemory denied");
  }

  @Test
  void theRootOfAllGroupsHasNoLimitAndNoCount() {
    assertThat(process(5).path("limits").path("cgroupMemory").toString())
        .isEqualTo("{\"unlimited\":true}");
    assertThat(unavailable(process(5), "limits"))
        .containsExactly("limits.cgroupMemory.usageBytes not-applicable");
    assertThat(unavailable(process(5), "container")).isEmpty();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(unavailable(process(6), "container")).containsExactly("container gone");
    assertThat(unavailable(process(6), "limits"))
        .containsExactly(
            "limits.cgroupMemory gone",
            "limits.addressSpace gone",
            "limits.data gone",
            "limits.stack gone",
            "limits.lockedMemory gone",
            "limits.oomScore malformed");
    assertThat(unavailable(api.json("/api/processes"), "processes[].container"))
        .containsExactly("processes[].container gone");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "container=*|1,2,3",
        "container=01*|1,2",
        "container=docker*|",
        "pod=2d51*|2",
        "pod=*&container=f*|",
        "container=01*&pod=*|2",
        "name=x&container=*f*&limit=1000|1,2,3"
      })
  void listsAreFiltered(String parameters, String pids) {
    List<Integer> expected =
        pids == null ? List.of() : List.of(pids.split(",")).stream().map(Integer::valueOf).toList();
    assertThat(listed(parameters)).isEqualTo(expected);
  }

  @Test
  void longGlobsAreRefused() {
    String glob = "x".repeat(257);
    assertThat(api.get("/api/processes?pod=" + glob).statusCode()).isEqualTo(400);
    assertThat(api.get("/api/processes?container=" + glob).statusCode()).isEqualTo(400);
  }

  @Test
  void tablesShowLimitsWithUnits() {
    assertThat(api.utf8("/api/processes/1?format=table"))
        .containsPattern("limits cgroup memory limit +1.0 MiB")
        .containsPattern("limits data soft unlimited +true");
  }
}
