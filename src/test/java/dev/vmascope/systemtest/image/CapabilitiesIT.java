package dev.vmascope.systemtest.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ProblemExample;
import dev.vmascope.Shell;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.systemtest.Credentials;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import dev.vmascope.systemtest.UnpackedService;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service run as nobody, with no capability and with single ones, and where the proc file
/// system hides processes: it reads what the same credentials let anybody read, and says of the
/// rest what would help.
class CapabilitiesIT {
  @TempDir private static Path folder = Path.of("");
  private static UnpackedService copy = new UnpackedService(folder);

  @BeforeAll
  static void letNobodyReadTheService() throws IOException {
    copy = UnpackedService.get().copyTo(folder);
  }

  @Test
  void saysWhatIsDeniedAndWhatWouldHelp() {
    long ours = ProcessHandle.current().pid();
    try (RunningService service = RunningService.start(Credentials.ofNobodyWith("none"), copy)) {
      for (String what :
          List.of("/maps", "/maps?detail=smaps", "/numa", "/pages", "/maps/0x1000")) {
        HttpResponse<byte[]> answer = service.get("/api/processes/" + ours + what);
        assertThat(answer.statusCode()).as(what).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type"))
            .hasValue("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("type").asString())
            .isEqualTo("urn:vmascope:problem:permission-denied");
        if (what.equals("/maps")) {
          ProblemExample.check(ProblemCode.PERMISSION_DENIED, problem.toString());
        }
        assertThat(problem.path("errno").asString()).isEqualTo("EACCES");
        assertThat(problem.path("remedy").asString()).contains("CAP_PERFMON", "CAP_SYS_PTRACE");
      }

      JsonNode summary = service.json("/api/processes/" + ours + "/summary");
      assertThat(summary.path("residentBytes").asLong()).isPositive();
      assertThat(summary.has("mappings")).isFalse();
      assertThat(summary.path("unavailable").valueStream())
          .anyMatch(absent ->
              absent.path("field").asString().equals("mappings")
                  && absent.path("reason").asString().equals("denied"));
      for (String detail : List.of("rollup", "smaps")) {
        String used = "/api/processes/" + ours + "/summary?detail=" + detail;
        assertUsageIsDenied(service.json(used));
      }

      assertThat(service.json("/api/processes/self/maps").path("count").asInt()).isPositive();
      assertThat(service.json("/api/processes/self/pages").path("count").asInt()).isPositive();
      assertThat(service.json("/api/processes/2/maps").path("type").asString())
          .isEqualTo("kernel-thread");
      assertThat(service.scrape().lines())
          .contains(
              "vmascope_feature_available{feature=\"mappings-of-others\"} 0.0",
              "vmascope_feature_available{feature=\"executables-of-others\"} 0.0",
              "vmascope_feature_available{feature=\"mapping-query\"} 1.0")
          .filteredOn(line -> line.startsWith("vmascope_processes_unreadable{reason=\"denied\"}"))
          .singleElement()
          .satisfies(line -> assertThat(line).doesNotEndWith(" 0.0"));
    }
  }

  /// How memory is used that may not be read is not known, which is not 0.
  private static void assertUsageIsDenied(JsonNode summary) {
    for (String field : List.of("proportionalBytes", "uniqueBytes", "usage")) {
      assertThat(summary.has(field)).as(field).isFalse();
      assertThat(summary.path("unavailable").valueStream())
          .anyMatch(absent ->
              absent.path("field").asString().equals(field)
                  && absent.path("reason").asString().equals("denied")
                  && absent.path("remedy").asString().contains("CAP_PERFMON"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "perfmon", "sys_ptrace"})
  void readsWhatTheSameCredentialsRead(String capability) throws Exception {
    List<String> credentials = Credentials.ofNobodyWith(capability);
    Path program = TestProgram.compile("many-mappings");
    try (RunningService service = RunningService.start(credentials, copy);
        TestProgram idle = TestProgram.start(program, "10")) {
      Map<Long, Boolean> before = ReadableProcesses.with(credentials);
      assertThat(before.get(idle.pid())).isEqualTo(!capability.equals("none"));
      Map<Long, Integer> statuses = new TreeMap<>();
      for (JsonNode process : service.json("/api/processes?type=user").path("processes")) {
        long pid = process.path("pid").asLong();
        int status = service.get("/api/processes/" + pid + "/maps?limit=1").statusCode();
        if (status != 404 && status != 410) {
          statuses.put(pid, status);
        }
      }
      // Those that have come, gone or changed their credentials meanwhile are left out.
      Map<Long, Boolean> after = ReadableProcesses.with(credentials);
      int compared = 0;
      for (Map.Entry<Long, Integer> asked : statuses.entrySet()) {
        Boolean readable = after.get(asked.getKey());
        if (readable != null && readable.equals(before.get(asked.getKey()))) {
          assertThat(asked.getValue())
              .as("maps of %s", asked.getKey())
              .isEqualTo(readable ? 200 : 403);
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(3);

      boolean perfmon = capability.equals("perfmon");
      String path = "/api/processes/" + idle.pid();
      if (!capability.equals("none")) {
        assertThat(service.get(path + "/maps?detail=smaps").statusCode()).isEqualTo(200);
        assertThat(service.get(path + "/numa").statusCode()).isEqualTo(200);
        assertThat(service.get(path + "/summary?detail=rollup").statusCode()).isEqualTo(200);
        JsonNode pages = service.json(path + "/pages");
        assertThat(pages.path("status").asInt()).isEqualTo(403);
        assertThat(pages.path("remedy").asString()).contains("CAP_DAC_READ_SEARCH");
        JsonNode process = service.json(path);
        assertThat(process.path("executable").isMissingNode()).isEqualTo(perfmon);
        assertThat(process.path("unavailable").toString().contains("\"executable\""))
            .isEqualTo(perfmon);
        assertThat(service.scrape().lines())
            .contains(
                "vmascope_feature_available{feature=\"executables-of-others\"} "
                    + (perfmon ? "0.0" : "1.0"));
      }
    }
  }

  /// As of proc(5): `noaccess` shows that there are processes, the others hide them; whoever may
  /// trace them sees them all the same.
  @ParameterizedTest
  @CsvSource({
    "noaccess, none, 403",
    "invisible, none, 404",
    "ptraceable, none, 404",
    "invisible, perfmon, 404",
    "noaccess, sys_ptrace, 200",
    "invisible, sys_ptrace, 200",
  })
  void tellsHiddenProcessesApart(String hidepid, String capability, int status) throws Exception {
    Path root = Files.createTempDirectory("vmascope-hidepid");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("mount", "-t", "proc", "-o", "hidepid=" + hidepid, "proc", root.toString());
    try (RunningService service =
            RunningService.start(
                Credentials.ofNobodyWith(capability), copy, "--vmascope.procfs.root=" + root);
        TestProgram idle = TestProgram.start(TestProgram.compile("many-mappings"), "10")) {
      JsonNode maps = service.json("/api/processes/" + idle.pid() + "/maps");
      assertThat(maps.path("status").asInt(200)).as("%s", maps).isEqualTo(status);
      if (status != 200) {
        assertThat(maps.toString()).contains("hidepid");
      }
      if (status == 403) {
        assertThat(maps.path("errno").asString()).isEqualTo("EPERM");
      }
      assertThat(service.get("/api/processes/self/maps").statusCode()).isEqualTo(200);
      assertThat(service.scrape().lines())
          .contains(
              "vmascope_feature_available{feature=\"mappings-of-others\"} "
                  + (status == 200 ? "1.0" : "0.0"),
              "vmascope_feature_available{feature=\"all-processes\"} "
                  + (status == 200 ? "1.0" : "0.0"));
    } finally {
      run("umount", root.toString());
    }
  }

  /// Where nothing but processes is shown, what is missing has a name, and the cause is the true
  /// one.
  @Test
  void saysWhatAProcFileSystemOfProcessesAloneLeavesOut() throws Exception {
    Path root = Files.createTempDirectory("vmascope-subset");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    run("mount", "-t", "proc", "-o", "subset=pid", "proc", root.toString());
    try (RunningService service =
        RunningService.start(
            Credentials.ofNobodyWith("sys_ptrace"), copy, "--vmascope.procfs.root=" + root)) {
      JsonNode summary = service.json("/api/processes/self/summary");
      assertThat(summary.at("/mappings/count").asInt()).isPositive();
      for (String field :
          List.of("startTime", "mappings.limit", "mappings.utilisation", "machine.memoryBytes")) {
        assertThat(summary.path("unavailable").valueStream())
            .filteredOn(absent -> absent.path("field").asString().equals(field))
            .singleElement()
            .satisfies(absent -> {
              assertThat(absent.path("reason").asString()).isEqualTo("unsupported");
              assertThat(absent.path("remedy").asString()).contains("subset=pid");
            });
      }
      JsonNode system = service.json("/api/system");
      assertThat(system.path("addressSpace").path("userBits").asInt()).isPositive();
      assertThat(system.path("unavailable").toString())
          .contains("subset=pid")
          .doesNotContain("CONFIG_SYSCTL", "knows the layouts");
    } finally {
      run("umount", root.toString());
    }
  }

  private static void run(String... command) throws Exception {
    Shell.Result result = Shell.run(command);
    assertThat(result.status()).as("%s: %s", String.join(" ", command), result).isZero();
  }
}
