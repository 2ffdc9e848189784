package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.group.PageFaultCounter.Faults;
import org.junit.jupiter.api.Test;

/// Page faults from tick to tick.
class PageFaultCounterTest {
  private static final SampledProcess PROCESS = SampledProcess.of(42, "a");

  private final PageFaultCounter book = new PageFaultCounter();

  @Test
  void countsNothingInTheFirstTick() {
    assertThat(increase(PROCESS.withFaults(1_000, 10))).isEqualTo(Faults.NONE);
  }

  @Test
  void countsWhatWasAddedSinceTheTickBefore() {
    tick(PROCESS.withFaults(1_000, 10));
    tick(PROCESS.withFaults(1_005, 10));

    assertThat(increase(PROCESS.withFaults(1_007, 13))).isEqualTo(new Faults(2, 3));
  }

  @Test
  void countsAllThatANewProcessHas() {
    book.endTick();

    assertThat(increase(PROCESS.withFaults(1_000, 10))).isEqualTo(new Faults(1_000, 10));
  }

  @Test
  void distinguishesAProcessFromTheNextOfTheSamePid() {
    tick(PROCESS.withFaults(1_000, 10));

    assertThat(increase(PROCESS.withStartTicks(2_000).withFaults(5, 1)))
        .isEqualTo(new Faults(5, 1));
  }

  @Test
  void neverCountsBackwards() {
    tick(PROCESS.withFaults(1_000, 10));

    assertThat(increase(PROCESS.withFaults(999, 12))).isEqualTo(new Faults(0, 2));
    book.endTick();
    assertThat(increase(PROCESS.withFaults(1_001, 11))).isEqualTo(new Faults(2, 0));
  }

  @Test
  void addsUp() {
    assertThat(new Faults(1, 2).plus(new Faults(3, 4))).isEqualTo(new Faults(4, 6));
  }

  private Faults increase(SampledProcess process) {
    return book.increase(process.sample());
  }

  private void tick(SampledProcess process) {
    increase(process);
    book.endTick();
  }
}
