package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// How memory is used, over HTTP, of a child that sleeps: against the kernel's own text.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.sampling.interval=1h", "vmascope.scan.budget=1"})
class SmapsApiTest {
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

  /// Pages shared with others change their count with them, so the kernel is asked before and
  /// after.
  @Test
  void textIsTheKernelsOwn() {
    await()
        .until(() -> {
          String before = kernel("smaps");
          String answer = api.text(path + "/maps?detail=smaps&format=text");
          return before.equals(kernel("smaps")) && answer.equals(before);
        });
  }

  private String kernel(String file) throws IOException {
    return new String(Files.readAllBytes(proc.resolve(file)), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "Rss, residentBytes",
    "Private_Dirty, privateDirtyBytes",
    "Private_Clean, privateCleanBytes",
    "Shared_Clean, sharedCleanBytes",
    "Anonymous, anonymousBytes",
    "Swap, swapBytes",
    "Locked, lockedBytes"
  })
  void mappingsAddUpToTheRollup(String key, String field) {
    await()
        .untilAsserted(() -> {
          JsonNode mappings = api.json(path + "/maps?detail=smaps").path("mappings");
          long sum = mappings.valueStream().mapToLong(m -> m.at("/usage/" + field).asLong()).sum();
          assertThat(sum).isEqualTo(rollup(key));
          JsonNode summary = api.json(path + "/summary?detail=rollup");
          assertThat(summary.at("/usage/" + field).asLong()).isEqualTo(rollup(key));
        });
  }

  private long rollup(String key) throws IOException {
    Matcher line = Pattern.compile("(?m)^" + key + ": +(\\d+) kB$").matcher(kernel("smaps_rollup"));
    assertThat(line.find()).isTrue();
    return Long.parseLong(line.group(1)) * 1024;
  }

  @Test
  void categoriesAddUpToTheWhole() {
    JsonNode summary = api.json(path + "/summary?detail=smaps");
    for (String field : List.of("residentBytes", "proportionalBytes", "uniqueBytes", "swapBytes")) {
      long sum =
          summary.path("byCategory").valueStream().mapToLong(c -> c.path(field).asLong()).sum();
      assertThat(sum).as(field).isEqualTo(summary.at("/usage/" + field).asLong());
    }
    assertThat(summary.path("uniqueBytes").asLong()).isPositive();
  }

  @Test
  void tellsWhatItDidNotReadAndHowToGetIt() {
    JsonNode unavailable = api.json(path + "/summary").path("unavailable");
    assertThat(unavailable.findValuesAsString("field"))
        .contains("proportionalBytes", "uniqueBytes", "byCategory[].residentBytes");
    assertThat(unavailable.findValuesAsString("reason")).containsOnly("skipped");
    assertThat(unavailable.findValuesAsString("remedy"))
        .allMatch(remedy -> remedy.contains("detail="));
  }

  @Test
  void everyFormatHasTheUsage() throws IOException {
    int mappings = (int) kernel("maps").lines().count();
    List<String> csv = api.text(path + "/maps?detail=smaps&format=csv").lines().toList();
    assertThat(csv).hasSize(mappings + 1);
    assertThat(csv.getFirst()).contains("start,", ",proportionalBytes,", ",vmFlags");
    assertThat(csv.get(1)).contains("readable may-read");
    assertThat(api.text(path + "/maps?detail=smaps&format=table").lines()).hasSize(mappings + 2);
    assertThat(api.text(path + "/maps?detail=smaps&format=ndjson").lines())
        .hasSize(mappings + 1)
        .first()
        .asString()
        .contains("\"usage\":{\"residentBytes\":");
  }

  @Test
  void filtersKeepWholeEntries() {
    String stack = api.text(path + "/maps?detail=smaps&format=text&category=stack");
    assertThat(stack.lines().findFirst().orElseThrow()).endsWith("[stack]");
    assertThat(stack.lines().filter(line -> line.startsWith("VmFlags: "))).hasSize(1);
  }

  @Test
  void readsOnceForAllWhoAskInAShortTime() {
    JsonNode first = api.json(path + "/maps?detail=smaps").at("/capture/at");
    assertThat(api.json(path + "/maps?detail=smaps&kind=heap").at("/capture/at")).isEqualTo(first);
    assertThat(api.json(path + "/summary?detail=smaps").at("/capture/at")).isEqualTo(first);
    JsonNode decisions = api.json("/api/scans").path("decisions");
    assertThat(decisions.valueStream().filter(scan -> scan.path("pid").asLong() == child.pid()))
        .hasSize(1)
        .allMatch(scan -> scan.path("costMillis").asDouble() > 0);
  }

  @Test
  void hasNothingToSayOfKernelThreads() {
    JsonNode answer = api.json("/api/processes/2/maps?detail=smaps");
    assertThat(answer.path("mappings").isEmpty()).isTrue();
    assertThat(answer.at("/unavailable/0/reason").asString()).isEqualTo("not-applicable");
  }
}
