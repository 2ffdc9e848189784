package dev.vmascope.systemtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The page faults of a group of five, one of which ends on the way: Prometheus's `increase()` is
/// what the five say themselves.
@InTime("needs ticks in time")
class GroupFaultsIT {
  private static final int MEMBERS = 5;

  private static long faults(TestProgram program) {
    String line = program.line();
    assertThat(line).startsWith("FAULTS ");
    return Long.parseLong(line.substring("FAULTS ".length()));
  }

  private static void begin(TestProgram program) throws IOException, InterruptedException {
    String pid = Long.toString(program.pid());
    assertThat(new ProcessBuilder("kill", "-USR1", pid).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void riseByWhatEachMemberTook() throws Exception {
    Path binary = TestProgram.compile("faults");
    List<TestProgram> members = new ArrayList<>();
    try (RunningService service = RunningService.start("--vmascope.sampling.interval=250ms");
        Prometheus prometheus = Prometheus.scraping(service.uri("/"), "", Duration.ofMillis(250))) {
      for (int i = 0; i < MEMBERS; i++) {
        members.add(TestProgram.start(binary, i == 0 ? "12" : "24", i == 0 ? "0" : "1"));
      }
      TimeUnit.SECONDS.sleep(5);
      for (TestProgram member : members) {
        begin(member);
      }
      long taken = members.stream().mapToLong(GroupFaultsIT::faults).sum();
      TimeUnit.SECONDS.sleep(5);

      String count = "vmascope_group_processes{group=\"faults\"}";
      assertThat(prometheus.value(count)).isEqualTo(MEMBERS - 1);
      String faults = "vmascope_group_page_faults_total{group=\"faults\",type=\"minor\"}";
      assertThat(taken).isGreaterThan(400_000);
      assertThat(prometheus.value("increase(" + faults + "[5m])"))
          .isCloseTo((double) taken, withinPercentage(1));
    } finally {
      members.forEach(TestProgram::close);
    }
  }
}
