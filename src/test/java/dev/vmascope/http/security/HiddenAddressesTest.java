package dev.vmascope.http.security;

import static dev.vmascope.http.security.CarriedText.carried;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a token without `maps:addresses` can learn of the addresses of a process: of a real one,
/// from every operation in every format.
class HiddenAddressesTest extends TokenModeFixture {
  private static final List<String> FORMATS = List.of("", "json", "ndjson", "csv", "table", "text");
  private static final List<String> REST = List.of("", "detail=smaps", "detail=rollup", "limit=3");

  @TempDir static Path folder = Path.of("");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  private final KnownAddresses addresses = KnownAddresses.start();
  private final Set<String> secrets = addresses.secrets();

  @AfterEach
  void endProcess() {
    addresses.close();
  }

  private HttpResponse<String> get(String path, String token) {
    return new ServiceClient(port).getWith(token, path);
  }

  /// The id of a snapshot of the process.
  private String snapshot() {
    HttpResponse<String> stored =
        new ServiceClient(port)
            .send(
                "POST",
                "/api/processes/" + addresses.pid() + "/snapshots?detail=smaps&force=true",
                HttpRequest.BodyPublishers.noBody(),
                HttpResponse.BodyHandlers.ofString(),
                "Authorization",
                "Bearer all");
    assertThat(stored.statusCode()).isEqualTo(201);
    return JsonMapper.shared().readTree(stored.body()).path("id").asString();
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    String snapshot = snapshot();
    handlers
        .getHandlerMethods()
        .forEach((mapping, _) ->
            mapping.getPatternValues().stream()
                .filter(pattern -> pattern.startsWith("/api"))
                .map(pattern ->
                    pattern
                        .replace("{pid}", Long.toString(addresses.pid()))
                        .replace("{address}", secrets.iterator().next())
                        .replace("{buildId}", "inode-" + addresses.inode())
                        .replace("{snapshot}", snapshot)
                        .replace("{*group}", "other"))
                .forEach(paths::add));
    return paths;
  }

  private List<String> requests() {
    List<String> requests = new ArrayList<>();
    for (String path : paths()) {
      for (String rest : REST) {
        for (String format : FORMATS) {
          String required =
              path.matches(".*/(watch|events)")
                  ? "for=100ms&"
                  : path.equals("/api/diff") ? "a=self&b=" + addresses.pid() + "&" : "";
          requests.add(
              path + "?" + required + (format.isEmpty() ? "" : "format=" + format + "&") + rest);
        }
      }
    }
    return requests;
  }

  @Test
  void noAnswerHasAny() throws Exception {
    int answered = 0;
    for (String request : requests()) {
      HttpResponse<String> response = get(request, "some");
      if (request.contains(secretOf(request))) {
        // The request has one itself, and is refused whatever else is wrong with it.
        assertThat(response.statusCode()).as(request).isIn(400, 403);
        continue;
      }
      answered += response.statusCode() == 200 ? 1 : 0;
      String carried = carried(response);
      assertThat(secrets.stream().filter(carried::contains)).as(request).isEmpty();
    }
    assertThat(answered).as("answers with status 200").isGreaterThan(40);
  }

  @Test
  void noAddressOfAProgramThatLiesWhereItsFileSays() throws Exception {
    Process program = FixedProgram.start(folder);
    try {
      assertThat(program.inputReader().readLine()).isEqualTo("ready");
      String objects = "/api/processes/" + program.pid() + "/objects";
      JsonNode listed = JsonMapper.shared().readTree(get(objects, "some").body());
      String id = listed.path("objects").path(0).path("id").asString();
      assertThat(listed.path("objects").path(0).path("type").asString()).isEqualTo("executable");
      for (String path : List.of(objects, objects + "?format=ndjson", objects + "/" + id)) {
        assertThat(get(path, "some").body()).as(path).doesNotContain("0x5678", "785600000000");
        assertThat(get(path, "all").body()).as(path).contains("0x5678");
      }
      assertThat(get(objects + "/" + id, "all").body()).contains("785600000000");
      assertThat(get(objects + "/" + id, "some").body()).contains("parts.header.entry");
    } finally {
      program.destroyForcibly();
    }
  }

  private String secretOf(String request) {
    return secrets.stream().filter(request::contains).findFirst().orElse("none in it");
  }

  @Test
  void theSameRequestsHaveSomeForThoseWhoMaySeeThem() throws Exception {
    int revealing = 0;
    for (String request : requests()) {
      String carried = carried(get(request, "all"));
      revealing += secrets.stream().anyMatch(carried::contains) ? 1 : 0;
    }
    assertThat(revealing).isGreaterThan(30);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maps?from=%s",
        "maps?to=%s",
        "maps?format=text",
        "maps/%s",
        "pages",
        "pages?from=%s",
        "symbol",
        "symbol?address=%s"
      })
  void whatCouldBeUsedToSearchForOneIsRefused(String operation) throws Exception {
    String address =
        "0x" + secrets.stream().filter(s -> s.matches(".*[a-f].*")).findFirst().orElseThrow();
    HttpResponse<String> response =
        get("/api/processes/" + addresses.pid() + "/" + operation.formatted(address), "some");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("urn:vmascope:problem:forbidden");
  }

  @Test
  void aCursorWithAnAddressIsRefused() throws Exception {
    String maps = "/api/processes/" + addresses.pid() + "/maps?limit=3";
    String cursor = JsonMapper.shared().readTree(get(maps, "all").body()).path("next").asString();
    assertThat(get(maps + "&after=" + cursor, "all").statusCode()).isEqualTo(200);
    HttpResponse<String> refused = get(maps + "&after=" + cursor, "some");
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void pagesLeadThroughTheWholeListing() throws Exception {
    String maps = "/api/processes/" + addresses.pid() + "/maps?limit=3";
    JsonNode whole = JsonMapper.shared().readTree(get(maps.replace("?limit=3", ""), "some").body());
    List<Integer> ordinals = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = JsonMapper.shared().readTree(get(maps + after, "some").body());
      page.path("mappings").forEach(mapping -> ordinals.add(mapping.path("ordinal").asInt()));
      after = page.has("next") ? "&after=" + page.path("next").asString() : "";
    } while (!after.isEmpty());
    List<Integer> expected = new ArrayList<>();
    whole.path("mappings").forEach(mapping -> expected.add(mapping.path("ordinal").asInt()));
    assertThat(ordinals).isEqualTo(expected).isSorted().doesNotHaveDuplicates();
    assertThat(expected).hasSizeGreaterThan(15).startsWith(0, 1, 2);
  }

  @Test
  void gapsAreCoarseAndNeverTellWhereTheFirstOrTheGateIs() throws Exception {
    JsonNode maps =
        JsonMapper.shared()
            .readTree(get("/api/processes/" + addresses.pid() + "/maps", "some").body())
            .path("mappings");
    assertThat(maps.get(0).has("gapBelowBytes")).isFalse();
    for (JsonNode mapping : maps) {
      if (mapping.path("name").asString("").equals("[vsyscall]")) {
        assertThat(mapping.has("gapBelowBytes")).isFalse();
      }
      long gap = mapping.path("gapBelowBytes").asLong(0);
      assertThat(Long.bitCount(gap)).isLessThanOrEqualTo(1);
      assertThat(gap == 0 || gap >= 1L << 40).isTrue();
    }
    assertThat(maps).anyMatch(mapping -> mapping.path("gapBelowBytes").asLong(0) > 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maps?detail=smaps&force=true",
        "maps?detail=smaps&force=true&format=csv&partial=allow",
        "maps?detail=smaps&force=true&format=ndjson",
        "summary?detail=rollup&force=true",
        "summary?detail=smaps&force=true"
      })
  void howMappingsAreAlignedIsNotTold(String operation) throws Exception {
    String path = "/api/processes/" + addresses.pid() + "/" + operation;
    Pattern told = Pattern.compile("anonHugeBytes\":|shmemPmdMappedBytes\":|thpEligible\":");
    String some = get(path, "some").body();
    String all = get(path, "all").body();
    if (operation.contains("csv")) {
      assertThat(all).containsPattern(",(true|false),\\d*,\"?readable");
      assertThat(some).isNotEmpty().doesNotContainPattern(",(true|false),\\d*,\"?readable");
    } else {
      assertThat(all).containsPattern(told);
      assertThat(some).contains("residentBytes").doesNotContainPattern(told);
      assertThat(some).contains("usage.anonHugeBytes");
    }
  }

  @Test
  void howManyGapsThereAreIsNotTold() throws Exception {
    String path = "/api/processes/" + addresses.pid() + "/summary";
    JsonNode some = JsonMapper.shared().readTree(get(path, "some").body());
    assertThat(some.at("/gaps/count").isMissingNode()).isTrue();
    assertThat(Long.bitCount(some.at("/gaps/largestBytes").asLong())).isEqualTo(1);
    assertThat(some.path("unavailable").toString()).contains("gaps.count");
    JsonNode all = JsonMapper.shared().readTree(get(path, "all").body());
    assertThat(all.at("/gaps/count").asInt()).isPositive();
  }
}
