package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Pages and memory nodes over HTTP, of a child that sleeps: against its smaps and numa_maps.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.sampling.interval=1h", "vmascope.scan.budget=1"})
class PagesApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  private String path = "";
  private Path proc = Path.of("/proc");
  @RegisterExtension private final SleepingChild child = new SleepingChild();

  @BeforeEach
  void findTheChild() {
    api = new LiveApi(port);
    path = "/api/processes/" + child.pid();
    proc = child.proc();
  }

  /// The page of zeros is present, but counts as nobody's memory; the vDSO and its data are in no
  /// Rss either.
  @Test
  void presentPagesAreTheResidentOnesOfSmaps() {
    for (JsonNode mapping : api.json(path + "/maps?detail=smaps").get("mappings")) {
      if (mapping.get("kind").asString().equals("kernel")) {
        continue;
      }
      String part =
          "?from=" + mapping.get("start").asString() + "&to=" + mapping.get("end").asString();
      JsonNode pages = api.json(path + "/pages" + part);
      assertThat(pages.get("presentBytes").asLong())
          .as(mapping.toString())
          .isEqualTo(mapping.get("usage").get("residentBytes").asLong());
    }
  }

  @Test
  void partsAddUpToTheWhole() {
    JsonNode whole = api.json(path + "/pages");
    String middle = whole.get("runs").get(whole.get("count").asInt() / 2).get("start").asString();
    JsonNode below = api.json(path + "/pages?to=" + middle);
    JsonNode above = api.json(path + "/pages?from=" + middle);
    assertThat(below.get("count").asInt() + above.get("count").asInt())
        .isEqualTo(whole.get("count").asInt());
    assertThat(below.get("presentBytes").asLong() + above.get("presentBytes").asLong())
        .isEqualTo(whole.get("presentBytes").asLong());
    assertThat(whole.get("unavailable")).isEmpty();
    assertThat(whole.get("capture").get("complete").asBoolean()).isTrue();
  }

  @Test
  void aPartWhereNothingIsHasNoRuns() {
    JsonNode pages = api.json(path + "/pages?from=0x0&to=0x1000");
    assertThat(pages.get("runs")).isEmpty();
    assertThat(pages.get("presentBytes").asLong()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "from=zzz, from",
    "from=0x2000&to=0x1000, to",
    "to=0xffffffff81000000, to",
    "force=maybe, force"
  })
  void saysWhatIsWrongWithAParameter(String query, String parameter) {
    JsonNode problem = api.json(path + "/pages?" + query);
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("parameter").asString()).isEqualTo(parameter);
  }

  @Test
  void comesInOtherFormatsToo() {
    assertThat(api.text(path + "/pages?format=csv").lines().findFirst())
        .contains("start,end,sizeBytes,state,file,huge,zero");
    assertThat(api.text(path + "/pages?format=table")).startsWith("START ");
    assertThat(api.json(path + "/pages?format=text").get("parameter").asString())
        .isEqualTo("format");
  }

  @Test
  void nodesAddUpToNumaMaps() {
    await()
        .untilAsserted(() -> {
          String kernel = Files.readString(proc.resolve("numa_maps"));
          assertThat(api.text(path + "/numa?format=text")).isEqualTo(kernel);
          JsonNode numa = api.json(path + "/numa");
          assertThat(numa.get("count").asLong()).isEqualTo(kernel.lines().count());
          assertThat(numa.get("bytesByNode").get("0").asLong()).isEqualTo(bytesOfNodeZero(kernel));
        });
  }

  private static long bytesOfNodeZero(String numaMaps) {
    return numaMaps
        .lines()
        .flatMap(line -> Arrays.stream(line.split(" ")))
        .filter(word -> word.startsWith("N0="))
        .mapToLong(word -> 4096 * Long.parseLong(word.substring(3)))
        .sum();
  }

  /// A zombie: its parent became another program before it ended, and does not ask for its status.
  @Test
  void aProcessWithoutMemoryHasNoPages() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 300").start();
    try {
      String zombie = parent.inputReader().readLine();
      await().until(() -> Files.readString(Path.of("/proc", zombie, "stat")).contains(") Z "));
      for (String what : new String[] {"pages", "numa"}) {
        JsonNode answer = api.json("/api/processes/" + zombie + "/" + what);
        assertThat(answer.get("count").asInt()).isZero();
        assertThat(answer.get("unavailable").get(0).get("reason").asString())
            .isEqualTo("not-applicable");
      }
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }
}
