package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A program makes mappings until it may have no more. When half are made, the service says how
/// long the others will take.
@InTime("holds a forecast against real time")
class TimeToLimitIT {
  private static final int SECONDS = 60;

  @Test
  void isPredictedAtHalfWay() throws Exception {
    try (RunningService service =
        RunningService.start(
            "--vmascope.sampling.interval=1s",
            "--vmascope.growth.window=15s",
            "--vmascope.growth.warm-up=0s")) {
      long limit = service.json("/api/processes/self/summary").at("/mappings/limit").asLong();
      try (TestProgram program =
          TestProgram.start(TestProgram.compile("fills-up"), Long.toString(limit / SECONDS))) {
        JsonNode halfWay = halfWay(service, program.pid(), limit);
        Instant at = Instant.parse(halfWay.at("/capture/at").asString());
        double foretold = halfWay.at("/mappingLimit/secondsLeft").asDouble();
        assertThat(program.awaitEnd()).isZero();
        double real = Duration.between(at, Instant.now()).toMillis() / 1e3;

        assertThat(real).isGreaterThan(SECONDS / 4.0);
        assertThat(foretold).as("seconds left, of %s", real).isCloseTo(real, withinPercentage(20));
      }
    }
  }

  private static JsonNode halfWay(RunningService service, long pid, long limit)
      throws InterruptedException {
    for (int i = 0; i < 4 * 2 * SECONDS; i++) {
      JsonNode growth = service.json("/api/processes/" + pid + "/growth?window=15s");
      if (growth.at("/mappingLimit/value").asLong() >= limit / 2) {
        return growth;
      }
      TimeUnit.MILLISECONDS.sleep(250);
    }
    throw new AssertionError("it never came half way");
  }
}
