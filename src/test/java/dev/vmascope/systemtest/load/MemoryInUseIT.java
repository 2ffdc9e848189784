package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.systemtest.Alone;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The memory of a service that was asked much and is then left alone.
@Alone("measures memory")
class MemoryInUseIT {
  private static final Pattern PRIVATE = Pattern.compile("(?m)^RssAnon:\\s+([0-9]+) kB$");
  private static final Duration QUESTIONS = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(80);

  /// What the code and the classes of the operations take that were not used before.
  private static final long MOST_MORE_MEBIBYTES = 25;

  private static long privateMebibytes(RunningService service) throws IOException {
    Matcher status =
        PRIVATE.matcher(Files.readString(Path.of("/proc/" + service.pid() + "/status")));
    assertThat(status.find()).isTrue();
    return Long.parseLong(status.group(1)) >> 10;
  }

  @Test
  void comesBackWithinAMinuteOfTheLastQuestion() throws IOException {
    try (TestProgram program = TestProgram.start(TestProgram.compile("many-mappings"), "65000");
        RunningService service = RunningService.start()) {
      String process = "/api/processes/" + program.pid();
      List<String> questions =
          List.of(
              process + "/maps",
              process + "/maps?format=csv",
              process + "/summary",
              process + "/findings",
              "/api/processes?limit=200",
              "/api/growth",
              "/api/objects?limit=20",
              "/v3/api-docs",
              "/actuator/prometheus");
      await("the first tick").until(() -> service.ticks() >= 1);
      long before = privateMebibytes(service);
      long most = before;
      for (long end = System.nanoTime() + QUESTIONS.toNanos(); System.nanoTime() < end; ) {
        for (String question : questions) {
          assertThat(service.get(question).statusCode()).isEqualTo(200);
        }
        most = Math.max(most, privateMebibytes(service));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> privateMebibytes(service) <= before + MOST_MORE_MEBIBYTES);
      System.out.printf(
          "private memory: %d MiB before questions, %d during them, %d afterwards%n",
          before, most, privateMebibytes(service));
      assertThat(most)
          .as("the questions cost more than is allowed to stay")
          .isGreaterThan(before + MOST_MORE_MEBIBYTES);
    }
  }
}
