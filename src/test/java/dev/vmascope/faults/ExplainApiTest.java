package dev.vmascope.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.Sha256;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pasted lines over HTTP, with all scopes and without `maps:addresses`.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.sampling.interval=1h", "vmascope.kernel-log.enabled=false"})
class ExplainApiTest {
  private static final String FAULT =
      "crash[31662]: segfault at 8 ip 0000556759caf2dc sp 00007ffc04b79520 error 6 in crash[12dc,556759caf000+1000]"
          + " likely on CPU 1 (core 1, socket 0)";

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties)
      throws IOException, GeneralSecurityException {
    Path tokens =
        Files.write(
            Files.createTempDirectory("vmascope-explain").resolve("tokens"),
            List.of(
                "all:%s:processes:read,maps:read,maps:addresses".formatted(Sha256.hex("all")),
                "some:%s:processes:read,maps:read".formatted(Sha256.hex("some"))));
    properties.add("vmascope.security.mode", () -> "token");
    properties.add("vmascope.security.token-file", tokens::toString);
  }

  private HttpResponse<String> send(
      String method, String path, String token, String body, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.addAll(List.of("Authorization", "Bearer " + token));
    return new ServiceClient(port)
        .send(
            method,
            path,
            HttpRequest.BodyPublishers.ofString(body),
            HttpResponse.BodyHandlers.ofString(),
            all.toArray(String[]::new));
  }

  private HttpResponse<String> explain(
      String query, String token, String lines, String... headers) {
    return send("POST", "/api/faults/explain" + query, token, lines, headers);
  }

  private HttpResponse<String> explainText(String query, String token, String lines) {
    return explain(query, token, lines, "Content-Type", "text/plain; charset=utf-8");
  }

  private HttpResponse<String> get(String path) {
    return new ServiceClient(port).getWith("all", path);
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  @Test
  void theSystemSaysThatTheLogIsSwitchedOff() throws Exception {
    JsonNode system = json(get("/api/system").body());
    assertThat(
            system
                .path("features")
                .valueStream()
                .filter(feature -> feature.path("feature").asString().equals("kernel-log"))
                .map(feature -> feature.path("available").asBoolean(true)))
        .containsExactly(false);
  }

  @Test
  void ofVeryManyLinesTheLastThousandAreExplainedAndTheRestIsStated() throws Exception {
    String shortest = "[1] int3 ip:0 sp:0 error:0\n";
    int lines = (1 << 16) / shortest.length();
    JsonNode answer = json(explainText("", "some", shortest.repeat(lines)).body());
    assertThat(lines).isGreaterThan(2_000);
    assertThat(answer.path("faults").size()).isEqualTo(1_000);
    assertThat(answer.at("/unavailable/0/field").asString()).isEqualTo("faults[]");
    assertThat(answer.at("/unavailable/0/remedy").asString()).startsWith(lines - 1_000 + " more");
    JsonNode fewer = json(explainText("", "some", shortest.repeat(1_000)).body());
    assertThat(fewer.path("faults").size()).isEqualTo(1_000);
    assertThat(fewer.path("unavailable").toString()).doesNotContain("more faults precede");
  }

  @Test
  void pastedLinesAreExplained() throws Exception {
    JsonNode answer =
        json(explainText("", "some", "Nov 25 21:28:53 w kernel: " + FAULT + "\nhello\n").body());
    assertThat(answer.at("/faults/0/cause").asString()).isEqualTo("null-pointer");
    assertThat(answer.at("/faults/0/address").asString()).isEqualTo("0x8");
    assertThat(answer.at("/notUnderstood/0").asInt()).isEqualTo(2);
    assertThat(answer.path("notes").toString()).contains("SIGBUS");
  }

  private static String startOfCode() throws IOException {
    String code =
        Files.readAllLines(Path.of("/proc/self/maps")).stream()
            .filter(line -> line.contains(" r-xp "))
            .findFirst()
            .orElseThrow();
    return code.substring(0, code.indexOf('-'));
  }

  @Test
  void aLiveProcessShowsWhereTheAddressesAre() throws Exception {
    String line = "x[1]: segfault at 8 ip %s sp 00007ffc04b79520 error 6".formatted(startOfCode());
    JsonNode place = json(explainText("?pid=self", "all", line).body()).at("/places/0");
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
    JsonNode places = json(explainText("?pid=self", "all", lines).body()).path("places");
    assertThat(places.size()).isEqualTo(20);
    assertThat(places.valueStream())
        .allSatisfy(
            place -> assertThat(place.at("/ipIn/permissions").asString()).isEqualTo("r-xp"));
  }

  @Test
  void addressesOfAProcessNeedTheScope() throws Exception {
    assertThat(explainText("?pid=self", "some", FAULT).statusCode()).isEqualTo(403);
  }

  @Test
  void whatIsNoLogIsRefused() throws Exception {
    HttpResponse<String> response = explainText("", "all", "\nhello\n");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("type").asString()).endsWith(":malformed-input");
    assertThat(json(response.body()).path("line").asInt()).isEqualTo(2);
    assertThat(explainText("", "all", "").statusCode()).isEqualTo(400);
    assertThat(explainText("?snapshot=1", "all", FAULT).statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsTooLargeIsRefused() throws Exception {
    HttpResponse<String> response = explainText("", "all", "x".repeat((1 << 16) + 1));
    assertThat(response.statusCode()).isEqualTo(413);
    // What is left of the body is not read: nobody may send another request behind it.
    assertThat(response.headers().firstValue("Connection")).hasValue("close");
    assertThat(response.body()).contains(":too-large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/octet-stream", "text", "*/*"})
  void otherTypesAreRefused(String type) throws Exception {
    HttpResponse<String> response = explain("", "all", FAULT, "Content-Type", type);
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
        explain(
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
        explain("?pid=self", "all", line, "Content-Type", "application/x-www-form-urlencoded");
    assertThat(json(response.body()).at("/places/0/ipIn/permissions").asString()).isEqualTo("r-xp");
    assertThat(
            explain("?x=1", "all", line, "Content-Type", "application/x-www-form-urlencoded")
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void whatToDoNextIsSaid() throws Exception {
    JsonNode fault = json(explainText("", "some", FAULT).body()).at("/faults/0");
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
    JsonNode faults = json(explainText("", "some", lines).body()).path("faults");
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
    HttpResponse<String> response = explainText("", "all", "hello\n" + line);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response.body()).path("line").asInt()).isEqualTo(2);
    assertThat(json(response.body()).path("detail").asString()).contains("Line 2", advice);
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
    HttpResponse<String> response = send(method, path, "all", "not asked for");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Connection")).contains("close");
  }

  @Test
  void whoeverSendsNoneKeepsTheConnection() throws Exception {
    assertThat(get("/api/faults").headers().firstValue("Connection"))
        .isNotEqualTo(Optional.of("close"));
  }

  @Test
  void noTypeAtAllIsRefused() throws Exception {
    assertThat(explain("", "all", FAULT).statusCode()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site=cross-site", "Origin=http://evil.example"})
  void aPageOfAnotherOriginIsRefused(String header) throws Exception {
    String[] parts = header.split("=", 2);
    HttpResponse<String> response =
        explain("", "all", FAULT, "Content-Type", "text/plain", parts[0], parts[1]);
    assertThat(response.statusCode()).isEqualTo(403);
  }
}
