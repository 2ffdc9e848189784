package dev.vmascope.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.group.Groups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page faults of groups over many ticks.
class GroupFaultsTest {
  private final Groups groups = new Groups(2);

  @Test
  void countsWhatEveryMemberAddedThoughOneEnds() {
    tick(workers(5, 1_000, 100));
    GroupSample before = tick(workers(5, 1_010, 101));
    GroupSample after = tick(workers(4, 1_030, 103));
    GroupSample later = tick(workers(4, 1_031, 103));

    assertThat(before.minorFaults()).isEqualTo(5 * 10);
    assertThat(before.majorFaults()).isEqualTo(5);
    assertThat(after.minorFaults()).isEqualTo(5 * 10 + 4 * 20);
    assertThat(after.majorFaults()).isEqualTo(5 + 4 * 2);
    assertThat(later.minorFaults()).isEqualTo(5 * 10 + 4 * 20 + 4);
    assertThat(later.processes()).isEqualTo(4);
  }

  @Test
  void countsAllOfAMemberThatIsNew() {
    tick(workers(1, 1_000, 0));

    assertThat(tick(workers(2, 1_000, 0)).minorFaults()).isEqualTo(1_000);
  }

  @Test
  void countsForTheNameThatAProcessHasNow() {
    tick(workers(1, 1_000, 0));
    SampledProcess renamed = SampledProcess.of(1, "renamed");
    // A name gets its place in its second tick.
    List<GroupSample> first = all(List.of(renamed.withFaults(1_007, 0)));
    List<GroupSample> second = all(List.of(renamed.withFaults(1_010, 0)));

    assertThat(first).extracting(GroupSample::name).containsExactly("other");
    assertThat(first.getFirst().minorFaults()).isEqualTo(7);
    assertThat(second).extracting(GroupSample::name).containsExactly("renamed", "other");
    assertThat(second.getFirst().minorFaults()).isEqualTo(3);
  }

  @Test
  void countsForOtherWhatFoldedGroupsAdd() {
    SampledProcess small = SampledProcess.of(9, "small").with(ProcessSize.RESIDENT, 1);
    List<SampledProcess> large = List.of(SampledProcess.of(1, "a"), SampledProcess.of(2, "b"));
    all(Stream.concat(large.stream(), Stream.of(small.withFaults(5, 5))).toList());
    List<GroupSample> second =
        all(Stream.concat(large.stream(), Stream.of(small.withFaults(8, 6))).toList());

    assertThat(second.getLast().name()).isEqualTo("other");
    assertThat(second.getLast().minorFaults()).isEqualTo(3);
    assertThat(second.getLast().majorFaults()).isEqualTo(1);
    assertThat(all(large).getLast().minorFaults()).isEqualTo(3);
  }

  @Test
  void neverFallsWhileMembersComeAndGo() {
    Random random = new Random(13);
    long[] faults = new long[20];
    long last = 0;
    for (int tick = 0; tick < 200; tick++) {
      List<SampledProcess> alive = new ArrayList<>();
      alive.add(SampledProcess.of(100, "worker"));
      for (int pid = 1; pid < faults.length; pid++) {
        faults[pid] += random.nextInt(50);
        if (random.nextInt(3) > 0) {
          alive.add(SampledProcess.of(pid, "worker").withFaults(faults[pid], 0));
        }
      }
      long now = tick(alive).minorFaults();
      assertThat(now).isGreaterThanOrEqualTo(last);
      last = now;
    }
    assertThat(last).isPositive();
  }

  /// Workers that all have so many faults.
  private static List<SampledProcess> workers(int count, long minor, long major) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(pid -> SampledProcess.of(pid, "worker").withFaults(minor, major))
        .toList();
  }

  private GroupSample tick(List<SampledProcess> processes) {
    return all(processes).getFirst();
  }

  private List<GroupSample> all(List<SampledProcess> processes) {
    return groups
        .tick(
            processes.stream().map(SampledProcess::sample).toList(),
            SampledProcess.AT,
            Duration.ofSeconds(10))
        .groups();
  }
}
