package dev.vmascope.faults;

import static dev.vmascope.faults.ExplainClient.FAULT;
import static dev.vmascope.faults.ExplainClient.json;
import static dev.vmascope.faults.ExplainClient.startOfCode;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Requests with pasted lines: the types of bodies that are read, and what is refused.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ExplainRequestsApiTest {
  @LocalServerPort private int port;

  private ExplainClient client() {
    return new ExplainClient(port);
  }

  @Test
  void whatIsNoLogIsRefused() throws Exception {
    HttpResponse<String> response = client().explainText("", "all", "\nhello\n");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("type").asString()).endsWith(":malformed-input");
    assertThat(json(response.body()).path("line").asInt()).isEqualTo(2);
    assertThat(client().explainText("", "all", "").statusCode()).isEqualTo(400);
    assertThat(client().explainText("?snapshot=1", "all", FAULT).statusCode()).isEqualTo(404);
    assertThat(client().explainText("?capture=1", "all", FAULT).statusCode()).isEqualTo(400);
    String two = "?pid=self&snapshot=1";
    assertThat(client().explainText(two, "all", FAULT).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    HttpResponse<String> response = client().explainText("", "all", "x".repeat((1 << 16) + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    // What is left of the body is not read: nobody may send another request behind it.
    assertThat(response.headers().firstValue("Connection")).hasValue("close");
    assertThat(response.body()).contains(":too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/octet-stream", "text", "*/*"})
  void otherTypesAreRefused(String type) throws Exception {
    HttpResponse<String> response = client().explain("", "all", FAULT, "Content-Type", type);
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains(":unsupported-media-type");
  }

  /// What `curl -d` sends, and `curl --data-urlencode`.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFormIsRead(boolean encoded) throws Exception {
    String lines =
        FAULT
            + "\noom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/a+b&c,task=x,pid=7,uid=0";
    HttpResponse<String> response =
        client()
            .explain(
                "",
                "all",
                encoded ? URLEncoder.encode(lines, StandardCharsets.UTF_8) : lines,
                "Content-Type",
                "application/x-www-form-urlencoded");
    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode answer = json(response.body());
    assertThat(answer.at("/faults/0/object/sizeBytes").asLong()).isEqualTo(4096);
    assertThat(answer.at("/faults/1/memory/cgroup").asString()).isEqualTo("/a+b&c");
    assertThat(answer.path("notUnderstood").size()).isZero();
  }

  @Test
  void aFormMayAskForAProcessToo() throws Exception {
    String line = "x[1]: segfault at 8 ip %s sp 00007ffc04b79520 error 6".formatted(startOfCode());
    HttpResponse<String> response =
        client()
            .explain("?pid=self", "all", line, "Content-Type", "application/x-www-form-urlencoded");
    assertThat(json(response.body()).at("/places/0/ipIn/permissions").asString()).isEqualTo("r-xp");
    assertThat(
            client()
                .explain("?x=1", "all", line, "Content-Type", "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#  SIGSEGV (0xb) at pc=0x00007f8a5c0d9e3c, pid=1234, tid=1235 | si_addr",
        "siginfo: si_signo: 11 (SIGSEGV), si_code: 1 (SEGV_MAPERR), si_addr: 0x0000000000000010 | Java virtual machine",
        "Segmentation fault (core dumped) | dmesg",
        "./run.sh: line 3:  4711 Segmentation fault      ./app | dmesg",
        "The process exited with code 139 | dmesg",
        "[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x47c9e5] | Go program",
        "systemd-coredump[815]: Process 800 (app) of user 1000 dumped core. | coredumpctl",
        "BUG: kernel NULL pointer dereference, address: 0000000000000010 | the kernel itself",
        "Killed | Killed process",
        "potentially unexpected fatal signal 11. | Comm"
      })
  void whatIsOfSomebodyElseIsToldWhereToLook(String line, String advice) throws Exception {
    HttpResponse<String> response = client().explainText("", "all", "hello\n" + line);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("line").asInt()).isEqualTo(2);
    assertThat(json(response.body()).path("detail").asString()).contains("Line 2", advice);
  }

  @Test
  void noTypeAtAllIsRefused() throws Exception {
    assertThat(client().explain("", "all", FAULT).statusCode()).isEqualTo(415);
  }
}
