package dev.vmascope.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The service run as a user who may not read the mappings of others.
class DeniedIT {
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

  @Test
  void saysWhatIsDeniedAndWhatWouldHelp() throws IOException {
    Path folder = Files.createTempDirectory("vmascope-denied");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jar = folder.resolve("vmascope.jar");
    Files.copy(RunningService.jar(), jar);
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    long ours = ProcessHandle.current().pid();

    try (RunningService service = RunningService.start(AS_NOBODY, jar)) {
      HttpResponse<byte[]> maps = service.get("/api/processes/" + ours + "/maps");
      assertThat(maps.statusCode()).isEqualTo(403);
      assertThat(maps.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      JsonNode problem = JsonMapper.shared().readTree(maps.body());
      assertThat(problem.path("type").asString())
          .isEqualTo("urn:vmascope:problem:permission-denied");
      assertThat(problem.path("errno").asString()).isEqualTo("EACCES");
      assertThat(problem.path("remedy").asString()).contains("CAP_PERFMON", "CAP_SYS_PTRACE");

      JsonNode summary = service.json("/api/processes/" + ours + "/summary");
      assertThat(summary.path("residentBytes").asLong()).isPositive();
      assertThat(summary.has("mappings")).isFalse();
      assertThat(summary.path("unavailable").valueStream())
          .anyMatch(absent ->
              absent.path("field").asString().equals("mappings")
                  && absent.path("reason").asString().equals("denied"));

      assertThat(service.json("/api/processes/self/maps").path("count").asInt()).isPositive();
      assertThat(service.json("/api/processes/2/maps").path("type").asString())
          .isEqualTo("kernel-thread");
      assertThat(service.scrape().lines())
          .filteredOn(line -> line.startsWith("vmascope_processes_unreadable{reason=\"denied\"}"))
          .singleElement()
          .satisfies(line -> assertThat(line).doesNotEndWith(" 0.0"));
    }
  }
}
