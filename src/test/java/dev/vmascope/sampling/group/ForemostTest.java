package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupLimit;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.LeakSuspect;
import dev.vmascope.sampling.NearestLimit;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.Measure;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The members that a group names: nearest to a memory limit, and leaking.
class ForemostTest {
  private static final double NEVER = Double.POSITIVE_INFINITY;

  private final Groups groups = new Groups(1);

  private GroupSample group(SampledProcess... processes) {
    return groups
        .tick(
            Stream.of(processes).map(SampledProcess::sample).toList(),
            SampledProcess.AT,
            Duration.ofSeconds(10))
        .groups()
        .getFirst();
  }

  private GroupLimit limit(SampledProcess... processes) {
    return group(processes).limit().orElseThrow();
  }

  private static SampledProcess process(int pid, long resident) {
    return SampledProcess.of(pid, "java").with(ProcessSize.RESIDENT, resident);
  }

  private static String container(GroupLimit limit) {
    return limit.place().value(GroupField.CONTAINER).orElseThrow();
  }

  /// Not the sum: thirty containers of one name, half full, are half full.
  @Test
  void isTheContainerThatIsNearestToItsLimit() {
    SampledProcess[] all = new SampledProcess[30];
    for (int i = 0; i < all.length; i++) {
      all[i] = process(i + 1, 500).withLimit("c" + i, 1_000, i == 17 ? 900 : 500, NEVER);
    }
    GroupLimit limit = limit(all);
    assertThat(limit.nearest().limitBytes()).isEqualTo(1_000);
    assertThat(limit.nearest().ratio()).isEqualTo(0.9);
    assertThat(container(limit)).isEqualTo("c17");
    assertThat(limit.pid()).hasValue(18);
    assertThat(limit.nearest().seconds()).isInfinite();
  }

  /// Its numbers are those of one control group: a full one that stands still and a small one that
  /// grows are no alarm together.
  @Test
  void isNotOneThatGrowsFarFromItsLimit() {
    GroupLimit limit =
        limit(
            process(1, 5).withLimit("a", 1_000, 900, NEVER),
            process(2, 5).withLimit("b", 1_000, 100, 60));
    assertThat(container(limit)).isEqualTo("a");
    assertThat(limit.nearest().seconds()).isInfinite();
  }

  @Test
  void isTheOneThatIsReachedFirstOfThoseThatAreMostlyUsed() {
    GroupLimit limit =
        limit(
            process(1, 5).withLimit("a", 1_000, 950, NEVER),
            process(2, 5).withLimit("b", 1_000, 750, 3_600),
            process(3, 5).withLimit("c", 1_000, 750, 1_800),
            process(4, 5).withLimit("d", 1_000, 800, 86_400));
    assertThat(container(limit)).isEqualTo("c");
    assertThat(limit.nearest().ratio()).isEqualTo(0.75);
    assertThat(limit.nearest().seconds()).isEqualTo(1_800);
    assertThat(limit.pid()).hasValue(3);
  }

  /// The limit of a slice is not the container's whose process happens to be in it.
  @Test
  void isNoContainersWhereTheLimitIsAboveAll() {
    GroupLimit limit =
        limit(
            process(1, 5)
                .withLimit("a1", new NearestLimit("/sys/fs/cgroup/kubepods.slice", 10, 9, NEVER)));
    assertThat(limit.place().known()).isEmpty();
    assertThat(limit.pid()).hasValue(1);
  }

  @Test
  void namesTheLargestProcessThere() {
    GroupLimit limit =
        limit(
            process(1, 100).withLimit("a", 1_000, 900, NEVER),
            process(2, 300).withLimit("a", 1_000, 900, NEVER),
            process(3, 200).withLimit("a", 1_000, 900, NEVER),
            process(4, 900).withLimit("b", 10_000, 950, NEVER));
    assertThat(limit.pid()).hasValue(2);
  }

  @Test
  void namesNoProcessOfAMoment() {
    SampledProcess young =
        process(2, 300).withLimit("a", 1_000, 900, NEVER).withAge(Duration.ofSeconds(59));
    assertThat(limit(young).pid()).isEmpty();
    assertThat(limit(young).place().known()).isEmpty();
    assertThat(limit(young, process(1, 100).withLimit("a", 1_000, 900, NEVER)).pid()).hasValue(1);
  }

  @Test
  void staysWithTheOneOfBeforeWhileItIsAboutAsNear() {
    assertThat(container(both(900, 899))).isEqualTo("a");
    GroupLimit close = both(900, 940);
    assertThat(container(close)).isEqualTo("a");
    assertThat(close.nearest().ratio()).isEqualTo(0.9);
    assertThat(container(both(900, 960))).isEqualTo("b");
    assertThat(container(both(960, 940))).isEqualTo("b");
  }

  private GroupLimit both(long a, long b) {
    return limit(
        process(1, 5).withLimit("a", 1_000, a, NEVER),
        process(2, 5).withLimit("b", 1_000, b, NEVER));
  }

  @Test
  void staysWithTheProcessOfBeforeUntilAnotherIsClearlyLarger() {
    assertThat(pid(200, 100)).hasValue(1);
    assertThat(pid(200, 210)).hasValue(1);
    assertThat(pid(200, 230)).hasValue(2);
  }

  private OptionalInt pid(long first, long second) {
    return limit(
            process(1, first).withLimit("a", 1_000, 500, NEVER),
            process(2, second).withLimit("a", 1_000, 500, NEVER))
        .pid();
  }

  @Test
  void isNoneWithoutALimit() {
    assertThat(group(process(1, 1)).limit()).isEmpty();
    assertThat(group(process(1, 1)).suspect()).isEmpty();
  }

  /// Small groups share a name, and the name has the limit of the nearest.
  @Test
  void isOfOtherAsWell() {
    GroupSample other =
        groups
            .tick(
                Stream.of(
                        process(1, 900),
                        SampledProcess.of(2, "b").withLimit("b", 1_000, 100, NEVER),
                        SampledProcess.of(3, "c").withLimit("c", 1_000, 700, 5),
                        SampledProcess.of(4, "d").withLimit("d", 1_000, 300, NEVER))
                    .map(SampledProcess::sample)
                    .toList(),
                SampledProcess.AT,
                Duration.ofSeconds(10))
            .groups()
            .stream()
            .filter(group -> group.name().equals("other"))
            .findFirst()
            .orElseThrow();
    GroupLimit limit = other.limit().orElseThrow();
    assertThat(container(limit)).isEqualTo("c");
    assertThat(limit.pid()).hasValue(3);
    assertThat(limit.nearest().seconds()).isEqualTo(5);
  }

  @Test
  void blamesTheFastestLeakAndStaysWithIt() {
    SampledProcess slow = process(1, 5).thatLeaks().withGrowth(Measure.PRIVATE, 10);
    SampledProcess fast = process(2, 5).thatLeaks().withGrowth(Measure.PRIVATE, 20);
    SampledProcess busy = process(3, 5).withGrowth(Measure.PRIVATE, 1_000);
    assertThat(suspect(slow, fast, busy)).isEqualTo(2);
    assertThat(suspect(slow, fast.withGrowth(Measure.PRIVATE, 6), busy)).isEqualTo(2);
    assertThat(suspect(slow, fast.withGrowth(Measure.PRIVATE, 4), busy)).isEqualTo(1);
    assertThat(suspect(slow, fast.withGrowth(Measure.PRIVATE, 19), busy)).isEqualTo(1);
    assertThat(suspect(slow, fast.withGrowth(Measure.PRIVATE, 21), busy)).isEqualTo(2);
  }

  private int suspect(SampledProcess... processes) {
    return group(processes).suspect().map(LeakSuspect::pid).orElseThrow();
  }
}
