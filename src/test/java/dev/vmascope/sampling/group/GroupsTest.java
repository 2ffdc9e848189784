package dev.vmascope.sampling.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Processes of one name, added up.
class GroupsTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Groups groups = new Groups(3);

  @Test
  void addsUpTheSizesThatAreKnown() {
    GroupSample group =
        group("a", SampledProcess.of(1, "a").with(ProcessSize.SWAP, 5), SampledProcess.of(2, "a"));

    assertThat(group.processes()).isEqualTo(2);
    assertThat(group.values())
        .isEqualTo(sizes(Map.of(ProcessSize.RESIDENT, 2L << 20, ProcessSize.SWAP, 5L)));
  }

  @Test
  void addsUpGrowthAndSaysHowMuchOfTheMemoryItCovers() {
    GroupSample group =
        group(
            "a",
            resident(1, "a", 300).withGrowth(Measure.RESIDENT, 10),
            resident(2, "a", 300).withGrowth(Measure.RESIDENT, -4),
            resident(3, "a", 400));

    assertThat(group.growth()).containsOnly(entry(Measure.RESIDENT, 6.0));
    assertThat(group.growthCoverage()).isEqualTo(0.6);
  }

  @Test
  void addsUpGrowthInAnyOrder() {
    List<SampledProcess> members =
        Arrays.asList(
            resident(1, "a", 1).withGrowth(Measure.RESIDENT, 0),
            resident(2, "a", 1).withGrowth(Measure.PRIVATE, 0),
            resident(3, "a", 1),
            resident(4, "a", 1).withGrowth(Measure.RESIDENT, 2));
    for (int i = 0; i < members.size(); i++) {
      Collections.rotate(members, 1);
      assertThat(group("a", members.toArray(SampledProcess[]::new)).growth())
          .containsOnly(entry(Measure.RESIDENT, 2.0), entry(Measure.PRIVATE, 0.0));
    }
  }

  @Test
  void addsUpMappingsAndSaysOfHowManyTheyAreKnown() {
    GroupSample group =
        group(
            "a",
            SampledProcess.of(1, "a").withMappings(100, Map.of(MappingCategory.HEAP, 4096L)),
            SampledProcess.of(2, "a")
                .withMappings(900, Map.of(MappingCategory.HEAP, 8192L))
                .withGrowth(Measure.MAPPINGS, 2),
            SampledProcess.of(3, "a"),
            SampledProcess.of(4, "a"));

    assertThat(group.value(Measure.MAPPINGS)).hasValue(1_000);
    assertThat(group.value(Measure.of(MappingCategory.HEAP))).hasValue(12_288);
    assertThat(group.mappingsCoverage()).isEqualTo(0.5);
    assertThat(group.mappingLimitRatio()).hasValue(0.9);
    assertThat(group.mappingLimitSeconds()).hasValue(50);
  }

  @Test
  void neverReachesALimitThatNoMemberApproaches() {
    assertThat(
            group("a", SampledProcess.of(1, "a").withMappings(100, Map.of())).mappingLimitSeconds())
        .hasValue(Double.POSITIVE_INFINITY);
    tick(SampledProcess.of(1, "b"));
    assertThat(group("b", SampledProcess.of(1, "b")).mappingLimitSeconds()).isEmpty();
  }

  @Test
  void coversNothingWhereNothingIsResident() {
    assertThat(group("a", resident(1, "a", 0)).growthCoverage()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"KERNEL_THREAD", "ZOMBIE"})
  void leavesOutProcessesWithoutMemory(ProcessType type) {
    Groups.Tick tick = tick(SampledProcess.of(1, "a").withType(type));

    assertThat(tick.groups()).extracting(GroupSample::name).containsExactly("other");
    assertThat(tick.groups().getFirst().processes()).isZero();
  }

  @Test
  void putsTheSmallestIntoOther() {
    Groups.Tick tick =
        tick(
            resident(1, "a", 100),
            resident(2, "b", 400),
            resident(3, "c", 300),
            resident(4, "d", 200),
            resident(5, "e", 50).withGrowth(Measure.RESIDENT, 1));

    assertThat(tick.folded()).isEqualTo(2);
    assertThat(tick.groups()).extracting(GroupSample::name).containsExactly("b", "c", "d", "other");
    GroupSample other = tick.groups().getLast();
    assertThat(other.processes()).isEqualTo(2);
    assertThat(other.values()).isEqualTo(sizes(Map.of(ProcessSize.RESIDENT, 150L)));
    assertThat(other.growth()).containsOnly(entry(Measure.RESIDENT, 1.0));
    assertThat(other.growthCoverage()).isEqualTo(50 / 150.0);
  }

  @Test
  void alwaysHasTheGroupOther() {
    Groups.Tick tick = tick();

    assertThat(tick.folded()).isZero();
    assertThat(tick.groups())
        .containsExactly(
            new GroupSample(
                "other",
                0,
                Set.of(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                MeasureValues.NONE,
                Map.of(),
                0,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                0,
                0,
                0));
  }

  @Test
  void putsAProcessCalledOtherThere() {
    Groups.Tick tick = tick(resident(1, "other", 900), resident(2, "a", 1), resident(3, "b", 1));

    assertThat(tick.folded()).isZero();
    assertThat(tick.groups()).extracting(GroupSample::name).containsExactly("a", "b", "other");
    assertThat(tick.groups().getLast().processes()).isEqualTo(1);
  }

  @Test
  void losesNothingByFolding() {
    List<SampledProcess> processes =
        Stream.iterate(1, pid -> pid + 1)
            .limit(50)
            .map(pid -> resident(pid, "p" + pid % 17, 10L * pid))
            .toList();

    List<GroupSample> all = tick(processes.toArray(SampledProcess[]::new)).groups();

    assertThat(all).hasSize(4);
    assertThat(all.stream().mapToInt(GroupSample::processes).sum()).isEqualTo(50);
    assertThat(all.stream().mapToLong(group -> group.value(Measure.RESIDENT).orElse(0)).sum())
        .isEqualTo(10L * 50 * 51 / 2);
  }

  @ParameterizedTest
  @CsvSource({"100, a", "109, a", "111, d", "1000, d"})
  void keepsAPlaceUntilAnotherIsLargerByATenth(long challenger, String third) {
    SampledProcess b = resident(2, "b", 5_000);
    SampledProcess c = resident(3, "c", 4_000);
    tick(resident(1, "a", 100), b, c);
    tick(resident(1, "a", 100), b, c, resident(4, "d", challenger));

    assertThat(tick(resident(1, "a", 100), b, c, resident(4, "d", challenger)).groups())
        .extracting(GroupSample::name)
        .containsExactly("b", "c", third, "other");
  }

  @Test
  void countsAVforkedChildButNotItsSize() {
    SampledProcess parent = resident(1, "shell", 1_000);
    SampledProcess child = resident(2, "shell", 1_000).withParent(1).withAge(Duration.ofSeconds(1));

    GroupSample group = group("shell", parent, child);

    assertThat(group.processes()).isEqualTo(2);
    assertThat(group.values()).isEqualTo(sizes(Map.of(ProcessSize.RESIDENT, 1_000L)));
  }

  @ParameterizedTest
  @CsvSource({"1000, 10, 1", "999, 1, 1", "1000, 1, 7"})
  void countsTheSizeOfAnOldOrAnotherChild(long resident, int age, int parentPid) {
    SampledProcess child =
        resident(2, "shell", resident).withParent(parentPid).withAge(Duration.ofSeconds(age));

    assertThat(group("shell", resident(1, "shell", 1_000), child).values())
        .isEqualTo(sizes(Map.of(ProcessSize.RESIDENT, 1_000 + resident)));
  }

  @Test
  void countsTheSizeOfAChildWhoseParentHasNone() {
    SampledProcess parent = resident(1, "kthreadd", 1_000).withType(ProcessType.KERNEL_THREAD);
    SampledProcess child =
        resident(2, "helper", 1_000).withParent(1).withAge(Duration.ofSeconds(1));

    assertThat(group("helper", parent, child).values())
        .isEqualTo(sizes(Map.of(ProcessSize.RESIDENT, 1_000L)));
  }

  private GroupSample group(String name, SampledProcess... processes) {
    return tick(processes).groups().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Groups.Tick tick(SampledProcess... processes) {
    return groups.tick(
        Stream.of(processes).map(SampledProcess::sample).toList(), SampledProcess.AT, INTERVAL);
  }

  private static MeasureValues sizes(Map<ProcessSize, Long> sizes) {
    return MeasureValues.of(new MemorySizes(sizes));
  }

  private static SampledProcess resident(int pid, String name, long bytes) {
    return SampledProcess.of(pid, name).with(ProcessSize.RESIDENT, bytes);
  }
}
