package dev.vmascope.faults;

import static dev.vmascope.faults.ExplainClient.FAULT;
import static dev.vmascope.faults.ExplainClient.json;
import static dev.vmascope.faults.ExplainClient.startOfCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.http.security.TokenModeFixture;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Pasted lines over HTTP, with all scopes and without `maps:addresses`.
class ExplainApiTest extends TokenModeFixture {
  private ExplainClient client() {
    return new ExplainClient(port);
  }

  @Test
  void ofVeryManyLinesTheLastThousandAreExplainedAndTheRestIsStated() throws Exception {
    String shortest = "[1] int3 ip:0 sp:0 error:0\n";
    int lines = (1 << 16) / shortest.length();
    JsonNode answer = json(client().explainText("", "some", shortest.repeat(lines)).body());
    assertThat(lines).isGreaterThan(2_000);
    assertThat(answer.path("faults").size()).isEqualTo(1_000);
    assertThat(answer.at("/unavailable/0/field").asString()).isEqualTo("faults[]");
    assertThat(answer.at("/unavailable/0/remedy").asString()).startsWith(lines - 1_000 + " more");
    JsonNode fewer = json(client().explainText("", "some", shortest.repeat(1_000)).body());
    assertThat(fewer.path("faults").size()).isEqualTo(1_000);
    assertThat(fewer.path("unavailable").toString()).doesNotContain("more faults precede");
  }

  @Test
  void pastedLinesAreExplained() throws Exception {
    JsonNode answer =
        json(
            client()
                .explainText("", "some", "Nov 25 21:28:53 w kernel: " + FAULT + "\nhello\n")
                .body());
    assertThat(answer.at("/faults/0/cause").asString()).isEqualTo("null-pointer");
    assertThat(answer.at("/faults/0/address").asString()).isEqualTo("0x8");
    assertThat(answer.at("/notUnderstood/0").asInt()).isEqualTo(2);
    assertThat(answer.path("notes").toString()).contains("SIGBUS");
  }

  @Test
  void aLiveProcessShowsWhereTheAddressesAre() throws Exception {
    String line = "x[1]: segfault at 8 ip %s sp 00007ffc04b79520 error 6".formatted(startOfCode());
    JsonNode place = json(client().explainText("?pid=self", "all", line).body()).at("/places/0");
    assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp");
    assertThat(place.has("addressIn")).isFalse();
  }

  /// The kernel cannot be asked for an address of its own half, so one listing serves for the rest.
  @Test
  void addressesThatCannotBeAskedForAreLookedUpInTheListing() throws Exception {
    String code = startOfCode();
    String first = "x[1]: segfault at ffffffffff600000 ip " + code + " sp 0 error 6\n";
    String other = "x[1]: segfault at 8 ip " + code + " sp 0 error 6\n";
    String lines = first + other.repeat(30);
    JsonNode places = json(client().explainText("?pid=self", "all", lines).body()).path("places");
    assertThat(places.size()).isEqualTo(20);
    assertThat(places.valueStream())
        .allSatisfy(
            place -> assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp"));
  }

  @Test
  void addressesOfAProcessNeedTheScope() throws Exception {
    assertThat(client().explainText("?pid=self", "some", FAULT).statusCode()).isEqualTo(403);
  }

  @Test
  void whatToDoNextIsSaid() throws Exception {
    JsonNode fault = json(client().explainText("", "some", FAULT).body()).at("/faults/0");
    assertThat(fault.path("nextSteps").valueStream().map(JsonNode::asString))
        .contains("addr2line -fiC -e crash 0x12dc", "coredumpctl info crash");
  }

  @Test
  void whoseMemoryRanOutIsSaid() throws Exception {
    String lines =
        """
        memory: usage 40960kB, limit 40960kB, failcnt 81
        oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/eaters,task_memcg=/eaters/child,task=eat,pid=29475,uid=0
        Memory cgroup out of memory: Killed process 29475 (eat) total-vm:43596kB, anon-rss:40704kB, file-rss:980kB, shmem-rss:0kB
        oom-kill:constraint=CONSTRAINT_CPUSET,nodemask=(null),cpuset=s,mems_allowed=4,global_oom,task_memcg=/s,task=app,pid=4100,uid=0
        Out of memory: Killed process 11 (x) total-vm:1kB, anon-rss:1kB, file-rss:1kB
        Killed process 12 (y) total-vm:1kB, anon-rss:1kB, file-rss:1kB
        """;
    JsonNode faults = json(client().explainText("", "some", lines).body()).path("faults");
    assertThat(faults.at("/0/memory/limitedCgroup").asString()).isEqualTo("/eaters");
    assertThat(faults.at("/0/memory/cgroupLimitBytes").asLong()).isEqualTo(41_943_040);
    assertThat(faults.at("/0/memory/killed").asBoolean()).isTrue();
    assertThat(faults.at("/0/explanation").asString()).startsWith("A control group above");
    assertThat(faults.at("/1/memory/constraint").asString()).isEqualTo("cpuset");
    assertThat(faults.at("/1/memory/nodes").asString()).isEqualTo("4");
    assertThat(faults.at("/1/memory").has("killed")).isFalse();
    assertThat(faults.at("/2/memory/ofCgroup").asBoolean(true)).isFalse();
    assertThat(faults.at("/2/memory").has("constraint")).isFalse();
    assertThat(faults.at("/3/memory").has("ofCgroup")).isFalse();
    assertThat(faults.valueStream().map(fault -> fault.path("explanation").asString()))
        .noneMatch(text -> text.contains("The kernel ran out of memory"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/faults/explain, GET, 405",
    "/api/nothing, POST, 404",
    "/api/faults, GET, 200",
    "/api/faults, PUT, 405",
    "/livez, GET, 200"
  })
  void whoeverSendsABodyIsToldThatTheConnectionCloses(String path, String method, int status)
      throws Exception {
    HttpResponse<String> response = client().send(method, path, "all", "not asked for");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Connection")).contains("close");
  }

  @Test
  void whoeverSendsNoneKeepsTheConnection() throws Exception {
    assertThat(client().get("/api/faults").headers().firstValue("Connection"))
        .isNotEqualTo(Optional.of("close"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site=cross-site", "Origin=http://evil.example"})
  void aPageOfAnotherOriginIsRefused(String header) throws Exception {
    String[] parts = header.split("=", 2);
    HttpResponse<String> response =
        client().explain("", "all", FAULT, "Content-Type", "text/plain", parts[0], parts[1]);
    assertThat(response.statusCode()).isEqualTo(403);
  }
}
