package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.vmascope.api.LiveApi;
import dev.vmascope.mapping.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// The machine over HTTP, against what the programs of the machine print, and threads of the
/// kernel.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SystemApiTest {
  @LocalServerPort private int port;
  private LiveApi api = new LiveApi(0);

  @BeforeEach
  void waitForTheFirstSample() {
    api = new LiveApi(port);
    await().until(() -> api.get("/readyz").statusCode() == 200);
  }

  private JsonNode system() {
    return api.json("/api/system");
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  /// By another program, since files of `/proc/sys` give all they have to the first read alone,
  /// which is of one byte here.
  private static String file(String path) throws IOException {
    return output("cat", path);
  }

  @Test
  void isTheMachineOfUnameAndGetconf() throws IOException {
    JsonNode system = system();
    assertThat(system.path("kernelRelease").asString()).isEqualTo(output("uname", "-r"));
    assertThat(system.path("architecture").asString()).isEqualTo(output("uname", "-m"));
    assertThat(system.path("pageBytes").asString()).isEqualTo(output("getconf", "PAGESIZE"));
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/sys/kernel/randomize_va_space, /randomization/mode",
    "/proc/sys/vm/mmap_rnd_bits, /randomization/mmapBits",
    "/proc/sys/vm/overcommit_memory, /overcommit/mode",
    "/proc/sys/vm/overcommit_ratio, /overcommit/ratioPercent",
    "/proc/sys/vm/max_map_count, /mappings/maxMapCount"
  })
  void settingsAreThoseOfTheKernel(String file, String field) throws IOException {
    assertThat(system().at(field).asString()).isEqualTo(file(file));
  }

  @Test
  void sizesAreThoseOfMeminfo() throws IOException {
    JsonNode system = system();
    assertThat(system.at("/memory/totalBytes").asLong()).isEqualTo(meminfo("MemTotal"));
    assertThat(system.at("/memory/swapTotalBytes").asLong()).isEqualTo(meminfo("SwapTotal"));
    assertThat(system.at("/overcommit/commitLimitBytes").asLong())
        .isEqualTo(meminfo("CommitLimit"));
    assertThat(system.at("/memory/availableBytes").asLong())
        .isCloseTo(meminfo("MemAvailable"), within(meminfo("MemTotal") / 4));
  }

  private static long meminfo(String key) throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /// The layout is tried out, and the flags of the processor tell the same.
  @Test
  void addressesOfAllProcessesLieInTheUsersPart() throws IOException {
    JsonNode layout = system().path("addressSpace");
    long userEnd = Address.parse(layout.path("userEnd").asString());
    long kernelStart = Address.parse(layout.path("kernelStart").asString());
    for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
      long end = Address.parse(line.substring(line.indexOf('-') + 1, line.indexOf(' ')));
      assertThat(
              Long.compareUnsigned(end, userEnd) <= 0
                  || Long.compareUnsigned(end, kernelStart) >= 0)
          .as(line)
          .isTrue();
    }
    assertThat(layout.path("source").asString()).isEqualTo("probe");
    if (output("uname", "-m").equals("x86_64")) {
      boolean fiveLevels = file("/proc/cpuinfo").matches("(?s).*\\bla57\\b.*");
      assertThat(layout.path("pagingLevels").asInt()).isEqualTo(fiveLevels ? 5 : 4);
      assertThat(layout.path("defaultEnd").asString()).isEqualTo("0x7ffffffff000");
    }
    assertThat(layout.path("explanation").asString()).contains("segmentation fault");
  }

  @Test
  void saysWhetherPageTablesAreIsolated() throws IOException {
    String meltdown = file("/sys/devices/system/cpu/vulnerabilities/meltdown");
    assertThat(system().at("/addressSpace/pageTableIsolation").asString())
        .isEqualTo(
            meltdown.startsWith("Mitigation: PTI")
                ? "on"
                : meltdown.startsWith("Vulnerable") ? "off" : "not-needed");
  }

  @Test
  void capabilitiesAreThoseInEffect() throws IOException {
    String mask =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("CapEff:"))
            .findFirst()
            .orElseThrow()
            .substring(8);
    JsonNode capabilities = system().path("capabilities");
    assertThat(capabilities.size()).isEqualTo(Long.bitCount(Long.parseUnsignedLong(mask, 16)));
    boolean ptrace = (Long.parseUnsignedLong(mask, 16) >>> 19 & 1) != 0;
    assertThat(capabilities.toString().contains("\"CAP_SYS_PTRACE\"")).isEqualTo(ptrace);
  }

  @Test
  void theFirstUserNamespaceIsToldByItsNumber() throws IOException {
    boolean first = output("readlink", "/proc/self/ns/user").equals("user:[4026531837]");
    assertThat(system().path("firstUserNamespace").asBoolean(!first)).isEqualTo(first);
  }

  @Test
  void featuresSayWhatTheyNeed() {
    JsonNode features = system().path("features");
    assertThat(features.findValuesAsString("feature"))
        .contains(
            "all-processes",
            "mappings-of-others",
            "executables-of-others",
            "mapping-query",
            "kernel-log")
        .doesNotHaveDuplicates();
    assertThat(features)
        .anyMatch(feature ->
            feature.path("feature").asString().equals("saved-history")
                && feature.path("available").asBoolean());
    for (JsonNode feature : features) {
      assertThat(feature.path("needs").asString()).isNotBlank();
    }
  }

  /// Without reading the rest of the options.
  @Test
  void showsNothingOfTheBootOptions() throws IOException {
    String answer = system().toString();
    List<String> options =
        List.of(file("/proc/cmdline").split("\\s+")).stream()
            .filter(option -> option.contains("="))
            .toList();
    assertThat(options).isNotEmpty().noneMatch(answer::contains);
    assertThat(system().at("/mappings/stackGuardGapBytes").asLong()).isPositive();
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    JsonNode system = system();
    boolean yama = Files.exists(Path.of("/proc/sys/kernel/yama/ptrace_scope"));
    assertThat(system.at("/mappings").has("ptraceScope")).isEqualTo(yama);
    assertThat(
            system.path("unavailable").findValuesAsString("field").contains("mappings.ptraceScope"))
        .isEqualTo(!yama);
    assertThat(api.utf8("/api/system?format=table")).contains("overcommit mode");
  }

  /// The first thread of the kernel: it has no address space, and every answer says why.
  @ParameterizedTest
  @ValueSource(strings = {"maps", "summary", "pages", "numa", "growth"})
  void threadsOfTheKernelHaveNoAddressSpaceAndSayWhy(String operation) {
    JsonNode answer = api.json("/api/processes/2/" + operation);
    assertThat(api.get("/api/processes/2/" + operation).statusCode()).isEqualTo(200);
    assertThat(answer.path("type").asString()).isEqualTo("kernel-thread");
    assertThat(answer.path("count").asInt(0)).isZero();
    assertThat(answer.path("unavailable").valueStream())
        .isNotEmpty()
        .anyMatch(absent -> absent.path("remedy").asString().contains("kernel space only"));
  }

  @Test
  void aThreadOfTheKernelIsAloneAndItsWorkingsAreExplained() {
    JsonNode threads = api.json("/api/processes/2/threads");
    assertThat(threads.path("total").asInt()).isEqualTo(1);
    assertThat(threads.path("threads").path(0).path("name").asString()).isEqualTo("kthreadd");
    assertThat(threads.has("sharedAddressSpace")).isFalse();
    assertThat(threads.path("explanation").asString())
        .contains("no memory descriptor", "lazy TLB", "kthread_use_mm", "io_uring");
    assertThat(threads.path("unavailable").path(0).path("field").asString())
        .isEqualTo("sharedAddressSpace");
  }

  @Test
  void threadsOfTheServiceAreThoseOfItsTaskFolder() {
    JsonNode page = api.json("/api/processes/self/threads?limit=1000");
    assertThat(page.path("threads").findValuesAsString("name")).contains("Signal Dispatch");
    assertThat(page.path("total").asInt()).isGreaterThan(10);
    assertThat(api.json("/api/processes/self/threads?after=x").path("parameter").asString())
        .isEqualTo("after");
    assertThat(api.text("/api/processes/self/threads?format=csv&limit=1"))
        .startsWith("tid,name,state,first,kernelWorker,startTime,startTicks,");
    assertThat(api.get("/api/processes/self/threads?format=csv&limit=1").headers().map())
        .containsKey("link");
  }
}
