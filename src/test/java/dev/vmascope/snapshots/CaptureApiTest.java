package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.Sha256;
import dev.vmascope.VmascopeApplication;
import dev.vmascope.api.LiveApi;
import dev.vmascope.api.SleepingChild;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The capture of a process of this machine, over HTTP.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"vmascope.scan.budget=64", "vmascope.scan.max-read=1m", "vmascope.scan.cache=1m"})
class CaptureApiTest {
  private static final List<String> OF_MACHINE =
      List.of(
          "proc/stat",
          "proc/cpuinfo",
          "proc/meminfo",
          "proc/sys/vm/max_map_count",
          "proc/sys/vm/mmap_min_addr",
          "proc/sys/vm/overcommit_memory",
          "proc/sys/kernel/arch",
          "proc/sys/kernel/osrelease",
          "proc/sys/kernel/randomize_va_space");

  @RegisterExtension final SleepingChild child = new SleepingChild();
  @TempDir Path folder = Path.of("");
  @LocalServerPort private int port;

  /// What is stopped does not change.
  @BeforeEach
  void stopChild() throws Exception {
    Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(child.pid())).start();
    assertThat(stop.waitFor()).isZero();
    await().until(() -> Files.readString(child.proc().resolve("stat")).contains(") T "));
  }

  private HttpResponse<byte[]> get(String query) {
    return new LiveApi(port).get("/api/processes/" + child.pid() + "/capture" + query);
  }

  private UnpackedCapture capture(String query) {
    HttpResponse<byte[]> answer = get(query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return UnpackedCapture.of(answer.body());
  }

  private List<String> paths(String... files) {
    List<String> paths = new ArrayList<>();
    for (String file : files) {
      paths.add("proc/" + child.pid() + "/" + file);
    }
    paths.addAll(OF_MACHINE);
    paths.add("manifest.json");
    return paths;
  }

  @Test
  void hasTheBytesOfTheKernel() throws IOException {
    UnpackedCapture capture = capture("");
    assertThat(capture.files().keySet())
        .containsExactlyElementsOf(
            paths(
                "stat",
                "statm",
                "status",
                "maps",
                "cgroup",
                "limits",
                "oom_score",
                "oom_score_adj"));
    for (String file : List.of("stat", "statm", "status", "maps", "cgroup", "limits")) {
      assertThat(capture.file("proc/" + child.pid() + "/" + file))
          .as(file)
          .isEqualTo(Files.readAllBytes(child.proc().resolve(file)));
    }
    for (String file : OF_MACHINE.subList(3, OF_MACHINE.size())) {
      // What is read byte by byte of these files ends after the first.
      try (InputStream in = Files.newInputStream(Path.of("/" + file))) {
        assertThat(capture.file(file)).isEqualTo(in.readNBytes(1 << 16));
      }
    }
    assertThat(capture.text("proc/stat")).matches("btime \\d+\n");
    assertThat(capture.text("proc/cpuinfo")).containsOnlyOnce("processor\t:").endsWith("\n");
  }

  @Test
  void hasUsageOnRequest() throws IOException {
    // Others start and end meanwhile, so that shares change, and mappings do not.
    UnpackedCapture smaps = capture("?detail=smaps");
    assertThat(headers(smaps.text("proc/" + child.pid() + "/smaps")))
        .isEqualTo(Files.readAllLines(child.proc().resolve("maps")));
    assertThat(smaps.text("proc/" + child.pid() + "/numa_maps").lines())
        .hasSameSizeAs(Files.readAllLines(child.proc().resolve("numa_maps")));
    UnpackedCapture rollup = capture("?detail=rollup");
    assertThat(headers(rollup.text("proc/" + child.pid() + "/smaps_rollup")))
        .isEqualTo(headers(Files.readString(child.proc().resolve("smaps_rollup"))));
    assertThat(capture("").manifest().path("unavailable").toString())
        .contains("\"proc/" + child.pid() + "/smaps\",\"reason\":\"skipped\"");
  }

  private static List<String> headers(String smaps) {
    return smaps.lines().filter(line -> line.matches("[0-9a-f]+-.*")).toList();
  }

  @Test
  void theManifestDescribesEveryFile() throws IOException {
    UnpackedCapture capture = capture("?detail=smaps");
    JsonNode manifest = capture.manifest();
    assertThat(manifest.path("format").asString()).isEqualTo("vmascope-capture/1");
    assertThat(manifest.path("pid").asLong()).isEqualTo(child.pid());
    assertThat(manifest.path("name").asString()).isEqualTo("sleep");
    assertThat(manifest.path("mappings").asLong())
        .isEqualTo(Files.readAllLines(child.proc().resolve("maps")).size());
    assertThat(manifest.path("bootId").asString())
        .doesNotContain(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    List<String> described = new ArrayList<>();
    for (JsonNode file : manifest.path("files")) {
      String path = file.path("path").asString();
      described.add(path);
      assertThat(file.path("sizeBytes").asLong()).isEqualTo(capture.file(path).length);
      assertThat(file.path("sha256").asString()).isEqualTo(Sha256.hex(capture.file(path)));
      assertThat(file.path("outcome").asString()).isEqualTo("ok");
    }
    described.add("manifest.json");
    assertThat(capture.files().keySet()).containsExactlyElementsOf(described);
  }

  @Test
  void hasNothingElseOfTheProcessOrOfOthers() {
    for (String query : List.of("", "?detail=rollup", "?detail=smaps")) {
      assertThat(capture(query).files().keySet())
          .noneMatch(path -> path.matches(".*/(environ|cmdline|auxv|mem|io|fd|mountinfo)(/.*)?"))
          .allMatch(path ->
              path.startsWith("proc/" + child.pid() + "/")
                  || path.equals("manifest.json")
                  || OF_MACHINE.contains(path));
    }
  }

  @Test
  void redactedItHasNoAddressAndNoNameOfTheProcess() throws IOException {
    UnpackedCapture capture = capture("?detail=smaps&redact=names,addresses");
    List<Long> addresses =
        Files.readAllLines(child.proc().resolve("maps")).stream()
            .flatMap(line -> Stream.of(line.substring(0, line.indexOf(' ')).split("-")))
            .map(address -> Long.parseUnsignedLong(address, 16))
            .filter(address -> address > 1L << 40)
            .toList();
    assertThat(addresses).hasSizeGreaterThan(20);
    capture
        .files()
        .keySet()
        .forEach(path ->
            assertThat(addresses)
                .as(path)
                .noneMatch(address ->
                    capture.text(path).contains(Long.toHexString(address))
                        || capture.text(path).contains(Long.toString(address))));
    assertThat(capture.text("proc/" + child.pid() + "/stat"))
        .matches("%d \\(~[0-9a-f]{8}\\) T .*\n".formatted(child.pid()));
    assertThat(capture.text("proc/" + child.pid() + "/status")).startsWith("Name:\t~");
    assertThat(capture.manifest().path("name").asString()).matches("~[0-9a-f]{8}");
    assertThat(capture.manifest().path("redaction").toString())
        .isEqualTo("[\"names\",\"addresses\"]");
  }

  @Test
  void isAFileToStore() {
    HttpResponse<byte[]> answer = get("");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
    assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
        .matches(
            "attachment; filename=\"vmascope-[\\w.]+-sleep-%d-\\d{8}T\\d{6}Z\\.zip\""
                .formatted(child.pid()));
  }

  @Test
  void aProcessWithoutMemoryHasWhatThereIs() {
    UnpackedCapture capture =
        UnpackedCapture.of(new LiveApi(port).get("/api/processes/2/capture?detail=smaps").body());
    assertThat(capture.files()).containsKeys("proc/2/stat", "proc/2/status");
    assertThat(capture.manifest().path("unavailable").valueStream())
        .isNotEmpty()
        .allMatch(absent -> absent.path("reason").asString().equals("not-applicable"));
  }

  @Test
  void unpackedItGivesTheAnswersOfTheProcess() throws IOException {
    List<String> operations =
        List.of("/maps", "/maps?detail=smaps", "/summary", "/summary?detail=smaps", "/findings");
    List<ObjectNode> live = operations.stream().map(one -> answer(port, one)).toList();
    Path root = capture("?detail=smaps").unpack(folder);
    try (ConfigurableApplicationContext elsewhere =
        new SpringApplicationBuilder(VmascopeApplication.class)
            .run("--server.port=0", "--vmascope.procfs.root=" + root)) {
      int other =
          elsewhere.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      assertThat(operations.stream().map(one -> answer(other, one)).toList()).isEqualTo(live);
    }
    assertThat(live).allMatch(answer -> answer.size() > 3);
  }

  /// An answer without the id, which is of a service, the time of the read, and what a capture
  /// lacks.
  private ObjectNode answer(int of, String operation) {
    String path = "/api/processes/" + child.pid() + operation;
    ObjectNode answer = (ObjectNode) new LiveApi(of).json(path);
    return answer.remove(List.of("addressSpaceId", "capture", "unavailable"));
  }
}
