package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ProblemExample;
import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import dev.vmascope.http.problem.ProblemCode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What happens to expensive reads where next to nothing may be spent.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.scan.max-read=1ms", "vmascope.scan.budget=0.000001"})
class ScanLimitsApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  @RegisterExtension private final SleepingChild child = new SleepingChild();

  @BeforeEach
  void findTheChild() {
    api = new LiveApi(port);
  }

  @Test
  void refusesDefersAndGivesWayToForce() {
    HttpResponse<byte[]> tooMuch = api.get("/api/processes/self/maps?detail=smaps");
    assertProblem(tooMuch, "scan-too-expensive");
    ProblemExample.check(ProblemCode.SCAN_TOO_EXPENSIVE, body(tooMuch).toString());
    assertThat(body(tooMuch).path("estimateMillis").asDouble()).isGreaterThan(1);

    assertThat(api.get("/api/processes/self/maps?detail=smaps&force=true").statusCode())
        .isEqualTo(200);

    String small = "/api/processes/" + child.pid() + "/";
    HttpResponse<byte[]> later = api.get(small + "summary?detail=rollup");
    assertProblem(later, "scan-budget-exhausted");
    ProblemExample.check(ProblemCode.SCAN_BUDGET_EXHAUSTED, body(later).toString());
    assertThat(body(later).path("retryAfterSeconds").asLong()).isGreaterThan(10);
    assertThat(api.get(small + "maps").statusCode()).isEqualTo(200);
    assertThat(api.get(small + "summary?detail=rollup&force=true").statusCode()).isEqualTo(200);

    JsonNode scans = api.json("/api/scans");
    assertThat(scans.path("decisions").findValuesAsString("decision"))
        .containsExactly("read", "deferred", "read", "refused");
    assertThat(scans.path("availableMillis").asDouble()).isNegative();
    assertThat(scans.path("usedRatio").asDouble()).isBetween(1.0, 2.0);
    assertThat(api.text("/actuator/prometheus"))
        .contains(
            "vmascope_scans_total{decision=\"refused\",file=\"smaps\"} 1.0",
            "vmascope_scans_total{decision=\"deferred\",file=\"smaps_rollup\"} 1.0",
            "vmascope_scan_estimate_error_ratio_count 2");
  }

  private static void assertProblem(HttpResponse<byte[]> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(body(answer).path("type").asString()).isEqualTo("urn:vmascope:problem:" + code);
    assertThat(body(answer).path("remedy").asString()).contains("force=true");
    // Waiting helps only where the budget is spent.
    assertThat(answer.headers().firstValueAsLong("Retry-After").isPresent())
        .isEqualTo(code.equals("scan-budget-exhausted"));
  }

  private static JsonNode body(HttpResponse<byte[]> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
