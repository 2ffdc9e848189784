package dev.vmascope.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The price of a read is what the read then costs, where next to nothing may be spent.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.scan.max-read=1ms",
      "vmascope.scan.budget=0.000001",
      "vmascope.scan.cache=1m"
    })
class ScanEstimateApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  @RegisterExtension private final SleepingChild child = new SleepingChild();

  @BeforeEach
  void askTheService() {
    api = new LiveApi(port);
  }

  private JsonNode estimate(Object pid, String query) {
    return api.json("/api/processes/" + pid + "/scan-estimate?" + query);
  }

  private static JsonNode body(HttpResponse<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static String decision(JsonNode estimate) {
    return estimate.path("decision").asString();
  }

  @Test
  void foretellsTheDecisionAboutTheRead() {
    // The service itself is too large.
    JsonNode refused = estimate("self", "detail=smaps");
    HttpResponse<byte[]> tooMuch = api.get("/api/processes/self/maps?detail=smaps");
    assertThat(decision(refused)).isEqualTo("refused");
    assertThat(tooMuch.statusCode()).isEqualTo(429);
    assertThat(body(tooMuch).path("type").asString()).endsWith(":scan-too-expensive");
    assertThat(refused.path("estimateMillis").asDouble())
        .isCloseTo(body(tooMuch).path("estimateMillis").asDouble(), Percentage.withPercentage(50))
        .isGreaterThan(refused.path("maxReadMillis").asDouble());
    assertThat(refused.has("retryAfterSeconds")).isFalse();

    // Forced reads leave a debt, so that nothing else is read for long.
    assertThat(api.get("/api/processes/self/maps?detail=smaps&force=true").statusCode())
        .isEqualTo(200);
    String own = "/api/processes/" + child.pid() + "/summary?detail=rollup";
    JsonNode deferred = estimate(child.pid(), "detail=rollup");
    HttpResponse<byte[]> later = api.get(own);
    assertThat(decision(deferred)).isEqualTo("deferred");
    assertThat(later.statusCode()).isEqualTo(429);
    assertThat(body(later).path("type").asString()).endsWith(":scan-budget-exhausted");
    assertThat(deferred.path("retryAfterSeconds").asLong())
        .isCloseTo(body(later).path("retryAfterSeconds").asLong(), Percentage.withPercentage(20))
        .isGreaterThan(10);
    assertThat(deferred.path("availableMillis").asDouble()).isNegative();

    // What was read lately is free, whatever the budget.
    JsonNode forced = body(api.get(own + "&force=true"));
    JsonNode cached = estimate(child.pid(), "detail=rollup");
    assertThat(decision(cached)).isEqualTo("cached");
    assertThat(cached.path("estimateMillis").asDouble()).isZero();
    assertThat(cached.path("cachedAt").asString()).isNotEmpty();
    HttpResponse<byte[]> again = api.get(own);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(body(again).at("/usage")).isEqualTo(forced.at("/usage"));
    // It answers only for the same file.
    assertThat(decision(estimate(child.pid(), "detail=smaps"))).isEqualTo("deferred");
  }

  @Test
  void readsNothingExpensiveAndSpendsNothing() {
    JsonNode before = api.json("/api/scans");
    for (String detail : List.of("smaps", "rollup", "numa", "pages")) {
      JsonNode estimate = estimate("self", "detail=" + detail);
      assertThat(estimate.path("detail").asString()).isEqualTo(detail);
      assertThat(estimate.path("explanation").asString()).endsWith(".");
    }
    JsonNode after = api.json("/api/scans");
    assertThat(after.path("decisions")).isEqualTo(before.path("decisions"));
    assertThat(after.path("spentMillis")).isEqualTo(before.path("spentMillis"));
    assertThat(after.path("availableMillis").asDouble())
        .isCloseTo(before.path("availableMillis").asDouble(), within(1.0))
        .isGreaterThanOrEqualTo(before.path("availableMillis").asDouble());
  }

  @Test
  void aPartOfThePagesCostsLess() {
    double all = estimate("self", "detail=pages").path("estimateMillis").asDouble();
    JsonNode none = estimate("self", "detail=pages&from=0x0&to=0x1000");
    assertThat(none.path("estimateMillis").asDouble()).isLessThan(all).isPositive();
  }

  @Test
  void whatHasNoMemoryIsNotRead() throws Exception {
    JsonNode thread = estimate(2, "detail=smaps");
    assertThat(decision(thread)).isEqualTo("not-applicable");
    assertThat(thread.path("type").asString()).isEqualTo("kernel-thread");
    assertThat(thread.path("estimateMillis").asDouble()).isZero();
    assertThat(thread.path("explanation").asString()).contains("no address space");
    assertThat(api.get("/api/processes/2/maps?detail=smaps").statusCode()).isEqualTo(200);

    Process parent = new ProcessBuilder("sh", "-c", "sleep 0.1 & echo $!; exec sleep 300").start();
    try {
      String zombie = parent.inputReader().readLine();
      await().until(() -> Files.readString(Path.of("/proc", zombie, "stat")).contains(") Z "));
      JsonNode ended = estimate(zombie, "detail=pages");
      assertThat(decision(ended)).isEqualTo("not-applicable");
      assertThat(ended.path("type").asString()).isEqualTo("zombie");
      assertThat(ended.path("explanation").asString()).contains("ended");
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "detail=maps, detail",
    "from=0x1000, from",
    "detail=rollup&to=0x1000, to",
    "detail=pages&from=0x2000&to=0x1000, to",
    "startTicks=x, startTicks"
  })
  void namesTheParameterThatIsWrong(String query, String parameter) {
    HttpResponse<byte[]> answer =
        api.get("/api/processes/" + child.pid() + "/scan-estimate?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(body(answer).path("parameter").asString()).isEqualTo(parameter);
  }

  @Test
  void isOfTheVeryProcess() {
    long ticks = estimate(child.pid(), "").path("startTicks").asLong();
    assertThat(decision(estimate(child.pid(), "startTicks=" + ticks))).isNotEmpty();
    String other = "/scan-estimate?startTicks=" + (ticks + 1);
    assertThat(api.get("/api/processes/" + child.pid() + other).statusCode()).isEqualTo(410);
  }

  @Test
  void isATableToo() {
    assertThat(api.utf8("/api/processes/self/scan-estimate?detail=numa&format=table"))
        .contains("decision ", "explanation ")
        .containsPattern("(?m)^estimate +[0-9.]+ [mµ]s$");
  }
}
