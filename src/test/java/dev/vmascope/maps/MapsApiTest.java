package dev.vmascope.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The maps listing over HTTP, of a child that sleeps: its formats, filters and pages against the
/// kernel's own text.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class MapsApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);
  private String path = "";
  private String kernel = "";
  @RegisterExtension private final SleepingChild child = new SleepingChild();

  @BeforeEach
  void findTheChild() throws IOException {
    api = new LiveApi(port);
    path = "/api/processes/" + child.pid() + "/maps";
    kernel =
        new String(
            Files.readAllBytes(Path.of("/proc", Long.toString(child.pid()), "maps")),
            StandardCharsets.ISO_8859_1);
  }

  @Test
  void textIsTheKernelsOwn() {
    HttpResponse<byte[]> answer = api.get(path, "Accept", "text/plain");
    assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).isEqualTo(kernel);
    JsonNode capture =
        JsonMapper.shared().readTree(answer.headers().firstValue("Vmascope-Capture").orElseThrow());
    assertThat(capture.path("complete").asBoolean()).isTrue();
    assertThat(capture.path("reads").asInt()).isPositive();
  }

  @Test
  void everyFormatHasTheSameRows() {
    long lines = kernel.lines().count();
    assertThat(api.json(path).path("mappings").size()).isEqualTo((int) lines);
    assertThat(api.text(path + "?format=csv").lines()).hasSize((int) lines + 1);
    assertThat(api.text(path + "?format=table").lines()).hasSize((int) lines + 2);
    List<String> ndjson = api.text(path + "?format=ndjson").lines().toList();
    assertThat(ndjson).hasSize((int) lines + 1);
    JsonNode last = JsonMapper.shared().readTree(ndjson.getLast());
    assertThat(last.path("count").asLong()).isEqualTo(lines);
    assertThat(last.path("pid").asLong()).isEqualTo(child.pid());
    assertThat(last.path("capture").path("complete").asBoolean()).isTrue();
  }

  @Test
  void filtersKeepWholeLines() {
    assertFilter("permissions=r-x?", line -> line.matches("[^ ]+ r-x[ps] .*"));
    assertFilter("permissions=?w?p", line -> line.matches("[^ ]+ .w.p .*"));
    assertFilter("kind=stack", line -> line.endsWith("[stack]"));
    assertFilter("kind=stack&kind=heap", line -> line.matches(".*\\[(stack|heap)]"));
    assertFilter("path=*/libc*", line -> line.matches(".*/libc[^/]*"));
    assertFilter("minBytes=100000", line -> size(line) >= 100_000);
    String middle = kernel.lines().toList().get(5).split("-", 2)[0];
    assertFilter("from=" + middle, line -> end(line) > Long.parseLong(middle, 16));
    assertFilter("to=0x" + middle, line -> start(line) < Long.parseLong(middle, 16));
    assertFilter("from=0&to=ffffffffffffffff", line -> true);
  }

  private void assertFilter(String query, Predicate<String> expected) {
    // [vsyscall] lies above 2^63 and is left to the parser's tests.
    Predicate<String> user = line -> !line.endsWith("[vsyscall]");
    List<String> wanted = kernel.lines().filter(user).filter(expected).toList();
    assertThat(api.text(path + "?format=text&" + query).lines().filter(user))
        .as(query)
        .isEqualTo(wanted);
    assertThat(wanted).as(query).isNotEmpty();
  }

  private static long start(String line) {
    return Long.parseLong(line.substring(0, line.indexOf('-')), 16);
  }

  private static long end(String line) {
    return Long.parseLong(line.substring(line.indexOf('-') + 1, line.indexOf(' ')), 16);
  }

  private static long size(String line) {
    return end(line) - start(line);
  }

  @Test
  void pagesAddUpToTheWhole() {
    List<String> paged = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = api.json(path + "?limit=4" + (next.isEmpty() ? "" : "&after=" + next));
      page.path("mappings").forEach(mapping -> paged.add(mapping.path("start").asString()));
      next = page.path("next").asString("");
    } while (!next.isEmpty());
    List<String> whole =
        api.json(path).path("mappings").valueStream().map(m -> m.path("start").asString()).toList();
    assertThat(paged).isEqualTo(whole).hasSizeGreaterThan(8);
  }

  @Test
  void theLinkHeaderLeadsThroughAllPagesOfText() {
    StringBuilder paged = new StringBuilder();
    String query = "?format=text&limit=4";
    while (!query.isEmpty()) {
      HttpResponse<byte[]> page = api.get(path + query);
      paged.append(new String(page.body(), StandardCharsets.ISO_8859_1));
      query =
          page.headers()
              .firstValue("Link")
              .map(link -> link.substring(1, link.indexOf('>')))
              .orElse("");
    }
    assertThat(paged).hasToString(kernel);
  }

  @Test
  void aCursorOfAnotherAddressSpaceIsRefused() {
    String next = api.json(path + "?limit=1").path("next").asString();
    HttpResponse<byte[]> other = api.get("/api/processes/self/maps?after=" + next);
    assertThat(other.statusCode()).isEqualTo(410);
    assertThat(new String(other.body(), StandardCharsets.UTF_8)).contains("process-replaced");
  }

  @Test
  void findsTheMappingAtEveryAddress() {
    for (JsonNode mapping : api.json(path).path("mappings")) {
      String start = mapping.path("start").asString();
      JsonNode at = api.json(path + "/" + start);
      assertThat(at.path("mapping")).isEqualTo(mapping);
      assertThat(at.path("offsetInMappingBytes").asLong()).isZero();
    }
  }

  @Test
  void addsUpTheSameMappingsInTheSummary() {
    JsonNode summary = api.json("/api/processes/" + child.pid() + "/summary");
    long gates = kernel.lines().filter(line -> line.endsWith("[vsyscall]")).count();
    assertThat(summary.path("mappings").path("count").asLong())
        .isEqualTo(kernel.lines().count() - gates);
    long sum =
        summary
            .path("byPermissions")
            .valueStream()
            .mapToLong(total -> total.path("virtualBytes").asLong())
            .sum();
    assertThat(sum)
        .isEqualTo(
            kernel
                .lines()
                .filter(line -> !line.endsWith("[vsyscall]"))
                .mapToLong(MapsApiTest::size)
                .sum());
    assertThat(summary.path("virtualBytes").asLong()).isEqualTo(sum);
  }
}
