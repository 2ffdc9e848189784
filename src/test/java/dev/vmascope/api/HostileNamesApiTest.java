package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.CsvText;
import dev.vmascope.Exposition;
import dev.vmascope.HostileNames;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service among processes and files whose names are chosen to do harm: every way out.
@AutoConfigureMetrics
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.command-line=true",
      "vmascope.metrics.max-groups=10000",
      "vmascope.sampling.interval=1h"
    })
class HostileNamesApiTest {
  private static final String UNSEEN = "(?s).*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}].*";
  private static final String MAPS = "/api/processes/" + HostileFolder.MAPPER + "/maps";
  private static final List<RawText> PATHS = HostileFolder.paths();
  private static final List<RawText> NAMES = HostileNames.ofProcesses();

  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @DynamicPropertySource
  static void aHostileFolder(DynamicPropertyRegistry properties) throws IOException {
    Path root = HostileFolder.create();
    properties.add("vmascope.procfs.root", root::toString);
  }

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
  }

  private String utf8(String path) {
    HttpResponse<byte[]> answer = api.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> texts(List<RawText> names) {
    return names.stream().map(RawText::text).toList();
  }

  private static List<String> fields(List<List<String>> records, String name) {
    int column = records.getFirst().indexOf(name);
    return records.stream().skip(1).map(fields -> fields.get(column)).toList();
  }

  @Test
  void mappedFilesKeepTheirNamesInJson() {
    JsonNode mappings = api.json(MAPS).path("mappings");
    assertThat(mappings.valueStream().map(row -> row.path("path").asString()))
        .containsExactlyElementsOf(texts(PATHS));
    List<String> lines = List.of(utf8(MAPS + "?format=ndjson").split("\n"));
    assertThat(lines).hasSize(PATHS.size() + 1);
    for (int i = 0; i < PATHS.size(); i++) {
      JsonNode row = JsonMapper.shared().readTree(lines.get(i));
      assertThat(row.path("path").asString()).isEqualTo(PATHS.get(i).text());
    }
  }

  @Test
  void mappedFilesAreNoFormulasInCsv() {
    List<List<String>> records = new CsvText(utf8(MAPS + "?format=csv")).records();
    assertThat(records.stream().flatMap(List::stream)).noneMatch(CsvText::mayBeFormula);
    assertThat(fields(records, "path").stream().map(CsvText::restored))
        .containsExactlyElementsOf(texts(PATHS));
  }

  @Test
  void processesKeepTheirNamesInJsonAndCsv() {
    String list = "/api/processes?limit=1000&sort=pid,asc";
    assertThat(
            api.json(list).path("processes").valueStream().map(row -> row.path("name").asString()))
        .endsWith(texts(NAMES).toArray(String[]::new))
        .hasSize(NAMES.size() + 1);
    List<List<String>> records = new CsvText(utf8(list + "&format=csv")).records();
    assertThat(records.stream().flatMap(List::stream)).noneMatch(CsvText::mayBeFormula);
    assertThat(fields(records, "name").stream().map(CsvText::restored))
        .endsWith(texts(NAMES).toArray(String[]::new));
    assertThat(utf8(list + "&format=ndjson").split("\n")).hasSize(NAMES.size() + 2);
  }

  @Test
  void tablesShowEveryLineAndNothingUnseen() {
    Map<String, Integer> lines = new HashMap<>();
    lines.put(MAPS + "?format=table", PATHS.size() + 2);
    // The heading, the process without a strange name, and the totals.
    lines.put("/api/processes?limit=1000&format=table", NAMES.size() + 3);
    lines.forEach((path, expected) -> assertThat(seen(path)).as(path).isEqualTo(expected));
    assertThat(seen("/api/processes/1?format=table")).isPositive();
    assertThat(seen("/api/processes/1/summary?format=table")).isPositive();
  }

  private int seen(String path) {
    List<String> lines = List.of(utf8(path).split("\n"));
    assertThat(lines).noneMatch(line -> line.matches(UNSEEN));
    return lines.size();
  }

  @Test
  void commandLinesAreShownWithoutSecretsAndHarmlessly() {
    for (int i = 0; i < NAMES.size(); i++) {
      String path = "/api/processes/" + (HostileFolder.FIRST_NAMED + i);
      JsonNode answer = api.json(path);
      List<String> shown =
          answer.path("commandLine").valueStream().map(JsonNode::asString).toList();
      assertThat(shown).hasSize(3).endsWith("--password=***", "end");
      String name = NAMES.get(i).text();
      assertThat(shown.getFirst())
          .satisfiesAnyOf(
              first -> assertThat(first).isEqualTo(name),
              first -> assertThat(first).contains("***"));
      assertThat(answer.path("unavailable").toString()).doesNotContain("commandLine");
      if (i % 10 == 0) {
        assertThat(seen(path + "?format=table")).isPositive();
      }
    }
  }

  @Test
  void aScrapeIsValidAndHasEveryGroup() {
    Set<String> groups = new HashSet<>();
    for (Exposition.Sample sample : Exposition.parse(utf8("/actuator/prometheus")).samples()) {
      assertThat(sample.labels().values()).noneMatch(value -> value.matches(UNSEEN));
      if (sample.name().equals("vmascope_group_processes")) {
        assertThat(groups.add(sample.labels().getOrDefault("group", ""))).isTrue();
      }
    }
    assertThat(groups).doesNotContain("").contains("other", "(no name)");
    for (RawText each : NAMES) {
      String printed = each.printable(63);
      String group = printed.isBlank() ? "(no name)" : printed;
      assertThat(groups).contains(group);
      String name = URLEncoder.encode(group, StandardCharsets.UTF_8);
      assertThat(
              JsonMapper.shared()
                  .readTree(utf8("/api/group?name=" + name))
                  .path("group")
                  .asString())
          .isEqualTo(group);
    }
  }

  @Test
  void whatIsSentComesBackNowhere(CapturedOutput log) {
    for (RawText name :
        HostileNames.ALL.stream().filter(one -> one.latin1().length() < 99).toList()) {
      String sent =
          URLEncoder.encode(name.latin1(), StandardCharsets.ISO_8859_1).replace("+", "%20");
      assertProblem("/api/processes/" + sent + "x");
      assertProblem("/api/processes/1/maps?" + sent + "=" + sent);
      for (String parameter : List.of("kind", "permissions", "from", "after", "limit", "format")) {
        assertProblem(MAPS + "?" + parameter + "=" + sent + "x%00");
      }
      HttpResponse<byte[]> paged =
          api.get(MAPS + "?format=csv&limit=1&path=*" + sent + "*&minBytes=1");
      assertHarmless(paged);
    }
    assertThat(log.toString().lines()).noneMatch(line -> line.matches(UNSEEN));
    assertThat(log.getAll()).doesNotContain("Internal error");
  }

  private void assertProblem(String path) {
    HttpResponse<byte[]> answer = api.get(path);
    assertHarmless(answer);
    assertThat(answer.statusCode()).as(path).isBetween(400, 499);
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(text).matches("[ -~…]+\n").doesNotContain("<script", "\u001b", "${");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  private static void assertHarmless(HttpResponse<byte[]> answer) {
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "location");
    answer
        .headers()
        .map()
        .values()
        .forEach(values -> assertThat(values).allMatch(value -> value.matches("[ -~]*")));
  }

  @Test
  void requestsThatAreNoneAreAnsweredHarmlessly() throws IOException {
    for (RawText name : HostileNames.ALL) {
      String target = name.latin1().replaceAll("[\r\n ]", "\u0001");
      String answer = raw("GET /api/" + target + "?format=" + target + " HTTP/1.1\r\nHost: x");
      int body = answer.indexOf("\r\n\r\n");
      assertThat(answer.substring(0, body)).matches("[ -~\r\n]*").doesNotContain("Set-Cookie");
      assertThat(answer.substring(body)).matches("[ -~\r\n]*").doesNotContain("<", ">");
    }
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      byte[] bytes =
          (request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
