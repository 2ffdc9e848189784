package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ErrorLogPaceTest {
  private static final Logger LOG = LoggerFactory.getLogger("org.example.server");

  @BeforeEach
  void bound() {
    ErrorLogPace.add();
  }

  private static void logFrom(String thread, int times) throws InterruptedException {
    Thread logging =
        Thread.ofPlatform()
            .name(thread)
            .start(() -> {
              for (int i = 0; i < times; i++) {
                LOG.error("it broke off", new IllegalStateException("of " + thread));
              }
            });
    logging.join();
  }

  private static long lines(CapturedOutput log) {
    return log.toString().lines().filter(line -> line.contains("it broke off")).count();
  }

  @Test
  void threadsThatAnswerWriteAFewErrors(CapturedOutput log) throws InterruptedException {
    logFrom("http-nio-8080-exec-7", 500);
    assertThat(lines(log)).isBetween(10L, 11L);
  }

  @Test
  void whatIsLeftOutIsCounted(CapturedOutput log) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          logFrom("http-nio-8080-exec-8", 20);
          assertThat(log.toString())
              .containsPattern("\\d+ warnings and errors of requests were suppressed");
        });
  }

  @Test
  void othersWriteAll(CapturedOutput log) throws InterruptedException {
    logFrom("scheduling-1", 50);
    assertThat(lines(log)).isEqualTo(50);
  }
}
