package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.SampledProcess;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Groups in the tick after the first.
class NewGroupsTest {
  private final Groups groups = new Groups(3);

  private Groups.Tick tick(SampledProcess... processes) {
    return groups.tick(
        Stream.of(processes).map(SampledProcess::sample).toList(),
        SampledProcess.AT,
        Duration.ofSeconds(10));
  }

  private static SampledProcess resident(int pid, String name, long bytes) {
    return SampledProcess.of(pid, name).with(ProcessSize.RESIDENT, bytes);
  }

  @Test
  void namesAGroupOnceTwoTicksHaveSeenIt() {
    SampledProcess old = resident(1, "a", 100);
    tick(old);
    Groups.Tick first = tick(old, resident(2, "b", 900));
    assertThat(first.groups()).extracting(GroupSample::name).containsExactly("a", "other");
    assertThat(first.groups().getLast().processes()).isEqualTo(1);
    assertThat(first.folded()).isEqualTo(1);
    assertThat(tick(old, resident(3, "b", 900)).groups())
        .extracting(GroupSample::name)
        .containsExactly("b", "a", "other");
    tick(old);
    assertThat(tick(old, resident(4, "b", 900)).groups())
        .extracting(GroupSample::name)
        .containsExactly("a", "other");
  }

  /// Names that each live for less than a tick have no series, however many there are.
  @Test
  void namesNoneOfManyThatComeAndGo() {
    tick(resident(1, "a", 100));
    for (int i = 0; i < 1_000; i++) {
      assertThat(tick(resident(1, "a", 100), resident(2 + i, "job-" + i, 900)).groups())
          .extracting(GroupSample::name)
          .containsExactly("a", "other");
    }
  }

  @Test
  void staysTheSameObjectAtRest() {
    GroupSample first = tick(resident(1, "a", 100)).groups().getFirst();
    assertThat(tick(resident(1, "a", 100)).groups().getFirst()).isSameAs(first);
    assertThat(tick(resident(1, "a", 101)).groups().getFirst()).isNotEqualTo(first);
  }
}
