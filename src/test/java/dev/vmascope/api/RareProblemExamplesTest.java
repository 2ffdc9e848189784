package dev.vmascope.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.ProblemExample;
import dev.vmascope.ServiceClient;
import dev.vmascope.http.api.RequiresScope;
import dev.vmascope.http.problem.ProblemCode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Problems of a service in a bad state: damaged and hanging files, a full disk, a defect.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "vmascope.snapshots.min-free=1000000TB")
class RareProblemExamplesTest {
  private static final int DAMAGED = 17;
  private static final int HANGING = 18;

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void captures(DynamicPropertyRegistry properties) throws Exception {
    CaptureFolder folder = CaptureFolder.temporary();
    folder.process(DAMAGED, Map.of("maps", CaptureFolder.MAPS + "7fff00000000-7fffzz"));
    folder.process(HANGING, Map.of());
    String pipe = folder.root().resolve(HANGING + "/numa_maps").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    properties.add("vmascope.procfs.root", () -> folder.root().toString());
  }

  /// An operation with a defect.
  @RestController
  static class DefectiveController {
    @GetMapping("/api/defect")
    @RequiresScope("processes:read")
    String fail() {
      throw new IllegalStateException("as if something had been forgotten");
    }
  }

  /// A service that has it.
  @TestConfiguration(proxyBeanMethods = false)
  static class Defect {
    @Bean
    DefectiveController defectiveController() {
      return new DefectiveController();
    }
  }

  @Test
  void aFileThatIsDamaged() {
    ProblemExample.check(
        ProblemCode.MALFORMED_FILE,
        new LiveApi(port).utf8("/api/processes/" + DAMAGED + "/maps?format=csv"));
  }

  @Test
  void aReadThatHangs() {
    ProblemExample.check(
        ProblemCode.READ_STUCK,
        new LiveApi(port).utf8("/api/processes/" + HANGING + "/numa?force=true"));
  }

  @Test
  void aDefect() {
    ProblemExample.check(ProblemCode.INTERNAL, new LiveApi(port).utf8("/api/defect"));
  }

  @Test
  void aDiskThatIsFull() {
    ProblemExample.check(
        ProblemCode.STORAGE_FULL,
        new ServiceClient(port)
            .send(
                "POST",
                "/api/processes/" + HANGING + "/snapshots",
                HttpRequest.BodyPublishers.noBody(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
