package dev.vmascope.faults;

import static dev.vmascope.faults.ExplainClient.FAULT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.http.security.TokenModeFixture;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Faults over HTTP, of `src/test/resources/kmsg` in place of the kernel's log, with all scopes and
/// without `maps:addresses`.
class FaultsApiTest extends TokenModeFixture {
  @BeforeEach
  void waitForTheLog() {
    await().until(() -> json(get("/api/faults", "all")).path("total").asInt() == 2);
  }

  private HttpResponse<String> answer(String path, String token) {
    return new ServiceClient(port).getWith(token, path);
  }

  private String get(String path, String token) {
    return answer(path, token).body();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void aFaultIsDecodedAndExplained() throws Exception {
    JsonNode fault = json(get("/api/faults", "all")).at("/faults/1");
    assertThat(fault.path("kind").asString()).isEqualTo("segfault");
    assertThat(fault.path("signal").asString()).isEqualTo("SIGSEGV");
    assertThat(fault.has("siCode")).isFalse();
    assertThat(fault.path("name").asString()).isEqualTo("crash");
    assertThat(fault.path("tid").asInt()).isEqualTo(31662);
    assertThat(fault.path("cause").asString()).isEqualTo("null-pointer");
    assertThat(fault.path("access").asString()).isEqualTo("write");
    assertThat(fault.path("address").asString()).isEqualTo("0x8");
    assertThat(fault.at("/object/offset").asString()).isEqualTo("0x12dc");
    assertThat(fault.path("code").asString()).isEqualTo("48 <c7> 00 01 00 00 00");
    assertThat(fault.path("line").asString()).isEqualTo(FAULT);
    assertThat(fault.path("beforeStart").asBoolean()).isTrue();
    assertThat(fault.path("explanation").asString()).contains("a null pointer");
  }

  @Test
  void theNewestComesFirstAndWhatAProgramWroteIsNone() throws Exception {
    JsonNode answer = json(get("/api/faults", "all"));
    assertThat(answer.at("/faults/0/kind").asString()).isEqualTo("oom-kill");
    assertThat(answer.at("/faults/0/pid").asInt()).isEqualTo(10015);
    assertThat(answer.at("/faults/0/memory/anonymousBytes").asLong()).isEqualTo(23808 * 1024);
    assertThat(answer.toString()).doesNotContain("forged", "SUBSYSTEM");
    assertThat(answer.path("segfaults").asLong(-1)).isZero();
    assertThat(json(get("/api/faults?name=t*l&limit=1", "all")).path("total").asInt()).isEqualTo(1);
  }

  @Test
  void withoutTheScopeThereAreNoAddresses() throws Exception {
    String answer = get("/api/faults", "some");
    JsonNode fault = json(answer).at("/faults/1");
    assertThat(answer).doesNotContain("556759caf", "7ffc04b79520", "c7 00", "\"address\"");
    assertThat(fault.path("cause").asString()).isEqualTo("null-pointer");
    assertThat(fault.at("/object/offset").asString()).isEqualTo("0x12dc");
    assertThat(answer).contains("maps:addresses");
    assertThat(get("/api/faults?format=table", "some")).doesNotContain("556759caf");
  }

  @Test
  void thereAreFurtherPages() throws Exception {
    JsonNode first = json(get("/api/faults?limit=1", "all"));
    JsonNode second =
        json(get("/api/faults?limit=1&after=" + first.path("next").asString(), "all"));
    assertThat(first.at("/faults/0/kind").asString()).isEqualTo("oom-kill");
    assertThat(second.at("/faults/0/kind").asString()).isEqualTo("segfault");
    assertThat(second.path("total").asInt()).isEqualTo(2);
    assertThat(second.has("next")).isFalse();
    assertThat(answer("/api/faults?after=x", "all").statusCode()).isEqualTo(400);
  }

  @Test
  void everyFormatHasTheSameFaults() throws Exception {
    HttpResponse<String> csv = answer("/api/faults?format=csv&limit=1", "all");
    assertThat(csv.headers().firstValue("Link").orElseThrow()).contains("after=");
    List<String> lines = csv.body().lines().toList();
    List<String> names = List.of(lines.getFirst().split(",", -1));
    assertThat(names).doesNotHaveDuplicates().contains("name", "object.name", "offset");
    assertThat(lines).hasSize(2);
    assertThat(lines.getLast()).contains("oom-kill");
    assertThat(get("/api/faults?format=ndjson", "all").lines()).hasSize(3);
    assertThat(get("/api/faults?format=csv", "some")).doesNotContain("556759caf", "c7 00");
    assertThat(get("/api/faults?format=ndjson", "some")).doesNotContain("556759caf", "c7 00");
  }

  @Test
  void theSystemSaysThatTheLogIsRead() throws Exception {
    JsonNode features = json(get("/api/system", "all")).path("features");
    assertThat(
            features
                .valueStream()
                .filter(feature -> feature.path("feature").asString().equals("kernel-log"))
                .map(feature -> feature.path("available").asBoolean()))
        .containsExactly(true);
  }
}
