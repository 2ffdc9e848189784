package dev.vmascope.procfs.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.procfs.Child;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The processor time of real processes.
class ProcessorClockTest {
  @Test
  void goesOnWhileAProcessRuns() {
    int self = Math.toIntExact(ProcessHandle.current().pid());
    long before = nanos(self);
    await().until(() -> nanos(self) > before);
  }

  @Test
  void standsStillWhileAProcessSleepsAndIsGoneWithIt() throws IOException {
    try (Child child = Child.idle()) {
      long before = nanos(child.pid());
      assertThat(before).isPositive();
      assertThat(nanos(child.pid())).isEqualTo(before);
      assertThat(ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly()).isTrue();
      await().until(() -> ProcessorClock.nanos(child.pid()) instanceof Outcome.Gone<Long>);
    }
  }

  private static long nanos(int pid) {
    return ProcessorClock.nanos(pid).value().orElseThrow();
  }
}
