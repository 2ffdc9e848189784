package dev.vmascope.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ServiceClient;
import dev.vmascope.Sha256;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

/// Posted texts over HTTP, with all scopes and without `maps:addresses`.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.sampling.interval=1h", "vmascope.kernel-log.enabled=false"})
class SpacesApiTest {
  private static final Path SAMPLES = Path.of("src/test/resources/pasted");

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void tokens(DynamicPropertyRegistry properties)
      throws IOException, GeneralSecurityException {
    Path tokens =
        Files.write(
            Files.createTempDirectory("vmascope-spaces").resolve("tokens"),
            List.of(
                "all:%s:maps:read,maps:addresses".formatted(Sha256.hex("all")),
                "some:%s:maps:read".formatted(Sha256.hex("some"))));
    properties.add("vmascope.security.mode", () -> "token");
    properties.add("vmascope.security.token-file", tokens::toString);
  }

  private HttpResponse<String> post(String query, String token, String type, byte[] text) {
    return new ServiceClient(port)
        .send(
            "POST",
            "/api/address-spaces" + query,
            HttpRequest.BodyPublishers.ofByteArray(text),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1),
            Stream.of("Authorization", "Bearer " + token, "Content-Type", type)
                .toArray(String[]::new));
  }

  private HttpResponse<String> post(String query, String token, String file) throws IOException {
    return post(query, token, "text/plain", Files.readAllBytes(SAMPLES.resolve(file)));
  }

  private JsonNode json(String file) throws IOException {
    HttpResponse<String> answer = post("", "all", file);
    assertThat(answer.statusCode()).as(file).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }

  @Test
  void showsTheListingOfTheSourceText() throws IOException {
    JsonNode answer = json("source-text.txt");

    assertThat(answer.path("format").asString()).isEqualTo("maps");
    assertThat(answer.path("section").toString()).isEqualTo("{\"fromLine\":40,\"toLine\":49}");
    assertThat(answer.path("count").asInt()).isEqualTo(10);
    assertThat(answer.at("/mappings/5/path").asString()).isEqualTo("/home/humble/test.txt");
    assertThat(answer.at("/mappings/5/permissions").asString()).isEqualTo("rw-s");
    assertThat(answer.at("/mappings/5/device").asString()).isEqualTo("03:03");
    assertThat(answer.at("/findings/0/rule").asString()).isEqualTo("writable-executable");
    assertThat(answer.at("/findings/0/evidence").toString()).isEqualTo("[2,9]");
    assertThat(answer.at("/summary/mappings").asInt()).isEqualTo(10);

    List<String> lines = Files.readAllLines(SAMPLES.resolve("source-text.txt")).subList(39, 49);
    assertThat(post("?format=text", "all", "source-text.txt").body())
        .isEqualTo(String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps.txt", "pmap.txt", "eu-readelf.txt", "smaps.txt", "mail.txt"})
  void hasTheMappingsInEveryFormat(String file) throws IOException {
    int count = json(file).path("mappings").size();
    assertThat(json(file).path("count").asInt()).isEqualTo(count);
    assertThat(post("?format=ndjson", "all", file).body().lines()).hasSize(count + 1);
    assertThat(post("?format=csv", "all", file).body().lines()).hasSize(count + 1);
    HttpResponse<String> table = post("?format=table", "all", file);
    assertThat(table.body().lines()).hasSize(count + 1);
    assertThat(table.headers().firstValue("Vmascope-Pasted"))
        .hasValueSatisfying(head -> assertThat(head).contains("\"fromLine\"", "\"complete\":true"));
  }

  @Test
  void leavesOutWhatTheFormatLacks() throws IOException {
    JsonNode pmap = json("pmap.txt");
    assertThat(pmap.at("/mappings/0").propertyNames())
        .contains("start", "permissions", "path")
        .doesNotContain("offset", "inode", "device", "usage");
    assertThat(pmap.at("/mappings/0/path").asString()).isEqualTo("sleep");
    assertThat(unavailable(pmap))
        .contains("mappings[].offset", "mappings[].inode", "mappings[].path", "mappings[].name");

    JsonNode core = json("gdb-core.txt");
    assertThat(core.at("/mappings/0").propertyNames())
        .contains("offset")
        .doesNotContain("permissions", "category", "categorySource");
    assertThat(core.path("summary").propertyNames()).doesNotContain("byCategory", "byPermissions");
    assertThat(core.path("findings")).isEmpty();
    assertThat(core.has("generatesCode")).isFalse();
    assertThat(unavailable(core)).contains("findings", "mappings[]", "summary.byCategory");

    assertThat(json("pmap-x.txt").at("/mappings/0/usage/residentBytes").asLong()).isEqualTo(8192);
    assertThat(json("maps.txt").at("/mappings/0").propertyNames()).doesNotContain("usage");
    HttpResponse<String> text = post("?format=text", "all", "pmap.txt");
    assertThat(text.statusCode()).isEqualTo(406);
    assertThat(text.body()).contains("pmap lacks");
  }

  private static Set<String> unavailable(JsonNode answer) {
    return answer
        .path("unavailable")
        .valueStream()
        .map(entry -> entry.path("field").asString())
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"maps.txt", "smaps.txt", "pmap-XX.txt", "gdb-core.txt", "tombstone.txt"})
  void hidesAddressesFromThoseWhoMayNotSeeThem(String file) throws IOException {
    for (String format : List.of("json", "ndjson", "csv", "table")) {
      HttpResponse<String> answer = post("?format=" + format, "some", file);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .as(format)
          .doesNotContainPattern("0x[0-9a-f]{9,}")
          .doesNotContain("55e68e9d", "7f79cf7", "560a63", "anonHugeBytes\":");
    }
    assertThat(post("?format=text", "some", file).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hs_err.txt", "apport.txt", "journal.json", "tombstone.txt", "mail.txt"})
  void hasNothingOfTheTextAroundTheListing(String file) throws IOException {
    byte[] text = Files.readAllBytes(SAMPLES.resolve(file));
    for (String format : List.of("json", "ndjson", "csv", "table", "text")) {
      assertThat(post("?format=" + format, "all", "text/plain", text).body())
          .doesNotContain("hunter2");
    }
    String broken =
        new String(text, StandardCharsets.ISO_8859_1).replaceAll("([rwx-]{3})[ps-]", "$1?");
    HttpResponse<String> answer =
        post("", "all", "text/plain", broken.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer.body()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain                        | ''                    | 400 | body is empty",
        "text/plain                        | hello                 | 400 | cat /proc/PID/maps",
        "text/plain                        | goroutine 1 [running] | 400 | Go program",
        "text/plain                        | PERF_RECORD_MMAP | 400 | perf script --show-mmap-events",
        "text/plain                        | MDMP                  | 415 | minidump_dump",
        "application/json                  | {}                    | 415 | --data-binary",
        "application/x-www-form-urlencoded | a b                   | 415 | curl -d removes newlines"
      })
  void saysWhatToSendInstead(String type, String text, int status, String advice) {
    HttpResponse<String> answer = post("", "all", type, text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(advice).contains("urn:vmascope:problem:");
  }

  @Test
  void namesTheLineThatIsDamaged() throws IOException {
    String text =
        Files.readString(SAMPLES.resolve("maps.txt")).replace("00002000 fe", "0000200g fe");
    HttpResponse<String> answer =
        post("", "some", "text/plain", text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("line").asInt()).isEqualTo(2);
    assertThat(problem.path("column").asInt()).isEqualTo(39);
    assertThat(answer.body()).doesNotContain("200g");
  }

  @Test
  void takesWhatCurlSendsByDefault() throws IOException {
    byte[] text = Files.readAllBytes(SAMPLES.resolve("maps.txt"));
    assertThat(post("", "all", "application/x-www-form-urlencoded", text).statusCode())
        .isEqualTo(200);
  }

  /// As many mappings as the kernel allows by default, with the longest lines that fit.
  @Test
  void takesEightMebibytesAndNoMore() {
    StringBuilder text = new StringBuilder(8 << 20);
    for (int i = 0; i < 65_530; i++) {
      long start = 0x7f0000000000L + i * 0x2000L;
      text.append(
          "%x-%x r--p 00000000 fe:00 260875                     /usr/lib/libsome-library-%05d.so\n"
              .formatted(start, start + 0x1000, i));
    }
    byte[] whole = text.toString().getBytes(StandardCharsets.US_ASCII);
    assertThat(whole.length).isBetween(6 << 20, 8 << 20);
    HttpResponse<String> answer = post("?format=csv", "all", "text/plain", whole);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines().count()).isEqualTo(65_531);
    HttpResponse<String> larger = post("", "all", "text/plain", new byte[(8 << 20) + 1]);
    assertThat(larger.statusCode()).isEqualTo(413);
    assertThat(larger.body()).contains("8388608");
  }
}
