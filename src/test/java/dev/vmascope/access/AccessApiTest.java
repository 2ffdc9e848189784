package dev.vmascope.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Verdicts over HTTP, on a child that sleeps; `AccessIT` compares them with the kernel's answers.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class AccessApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  private String path = "";
  @RegisterExtension private final SleepingChild child = new SleepingChild();

  @BeforeEach
  void findTheChild() {
    api = new LiveApi(port);
    path = "/api/processes/" + child.pid();
  }

  @Test
  void aNullPointerIsExplained() {
    JsonNode verdict = api.json(path + "/access?address=0x10&type=write");
    assertThat(verdict.path("outcome").asString()).isEqualTo("SIGSEGV");
    assertThat(verdict.path("code").asString()).isEqualTo("SEGV_MAPERR");
    assertThat(verdict.path("signalAddress").asString()).isEqualTo("0x10");
    assertThat(verdict.path("explanation").asString()).contains("null pointer plus 16");
    assertThat(verdict.has("mapping")).isFalse();
    assertThat(verdict.at("/above/distanceBytes").asLong()).isPositive();
  }

  @Test
  void whatIsThereIsAllowedWithThePageThatItTakes() {
    String stack = api.json(path + "/maps?kind=stack").at("/mappings/0/end").asString();
    String top = "0x" + Long.toHexString(Long.decode(stack) - 8);
    JsonNode verdict = api.json(path + "/access?address=" + top + "&type=write");
    assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("allowed");
    assertThat(verdict.path("fault").asString()).isEqualTo("none");
    assertThat(verdict.at("/page/state").asString()).isEqualTo("present");
    assertThat(verdict.at("/mapping/kind").asString()).isEqualTo("stack");
    JsonNode jump = api.json(path + "/access?address=" + top + "&type=execute");
    assertThat(jump.path("code").asString()).isEqualTo("SEGV_ACCERR");
  }

  @Test
  void kernelSpaceIsTheSameForAll() {
    JsonNode verdict = api.json(path + "/access?address=ffff888000000000");
    assertThat(verdict.path("outcome").asString()).isEqualTo("SIGSEGV");
    assertThat(verdict.path("code").asString()).isEqualTo("SEGV_MAPERR");
    assertThat(verdict.path("explanation").asString()).contains("kernel space");
  }

  @Test
  void threadsOfTheKernelHaveNoVerdict() {
    JsonNode answer = api.json("/api/processes/2/access?address=0x1000");
    assertThat(answer.path("processType").asString()).isEqualTo("kernel-thread");
    assertThat(answer.has("outcome")).isFalse();
    assertThat(answer.at("/unavailable/0/reason").asString()).isEqualTo("not-applicable");
  }

  @ParameterizedTest
  @CsvSource({
    "'',                      address",
    "address=0x1g,            address",
    "address=0x10&type=fetch, type",
    "address=0x10&size=0,     size",
    "address=0x10&size=65,    size",
    "address=0x10&force=1,    force",
  })
  void aBadParameterIsNamed(String query, String parameter) {
    JsonNode problem = api.json(path + "/access?" + query);
    assertThat(problem.path("status").asInt()).as(problem.toString()).isEqualTo(400);
    assertThat(problem.path("detail").asString()).contains(parameter);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7fffffffffff", "ffffffffffffffff", "8000000000000000"})
  void everyAddressHasAVerdict(String address) {
    for (String type : new String[] {"read", "write", "execute"}) {
      JsonNode verdict = api.json(path + "/access?size=64&address=" + address + "&type=" + type);
      assertThat(verdict.path("outcome").asString()).as(verdict.toString()).isEqualTo("SIGSEGV");
    }
  }
}
