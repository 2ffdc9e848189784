package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.proc.Listings;
import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.mapping.space.MappingTotals;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.process.ProcessType;
import dev.vmascope.procfs.scan.Limits;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.trend.MeasureValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The processes of one published sample after the other.
class SampledProcessesTest {
  private static final Instant AT = SampledProcess.AT;
  private static final GrowthProperties GROWTH =
      new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ZERO);

  private final ProcFs procFs =
      new ProcFs(Path.of("/proc"), 1, Duration.ofSeconds(10), Limits.USUAL, Clock.systemUTC());
  private final DeletedFileChecker deletedFiles = new DeletedFileChecker(procFs);
  private final SampledProcesses sampled = new SampledProcesses(deletedFiles);
  private final ProcessTracker tracker = new ProcessTracker(GROWTH, Map.of());

  @AfterEach
  void close() {
    procFs.close();
  }

  private static HostInfo host(long mappingLimit) {
    return new HostInfo(
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.of(mappingLimit),
        Optional.empty(),
        Optional.empty());
  }

  private List<ProcessSample> tick(List<GroupedProcess> processes, long mappingLimit) {
    return tick(processes, Map.of(), mappingLimit);
  }

  private List<ProcessSample> tick(
      List<GroupedProcess> processes, Map<ProcessKey, KnownMappings> mappings, long mappingLimit) {
    List<TrackedProcess> judged =
        TrackedProcess.judge(
            tracker.track(processes, AT), mappings, Map.of(), AT, host(mappingLimit));
    tracker.keep(judged, AT);
    return sampled.next(processes, judged, host(mappingLimit));
  }

  private static GroupedProcess process(int pid) {
    return SampledProcess.of(pid, "a").grouped(Optional.of(AT));
  }

  private static GroupedProcess kernelThread(int pid) {
    return SampledProcess.of(pid, "k").withType(ProcessType.KERNEL_THREAD).grouped(Optional.of(AT));
  }

  @Test
  void areTheSameObjectsWhileNothingChanges() {
    List<GroupedProcess> processes = List.of(kernelThread(2), process(3), process(9));
    List<ProcessSample> before = tick(processes, 65_530);
    List<ProcessSample> after = tick(processes, 65_530);

    assertThat(before).extracting(ProcessSample::pid).containsExactly(2, 3, 9);
    assertThat(before).extracting(ProcessSample::hasMemory).containsExactly(false, true, true);
    IntStream.range(0, 3).forEach(i -> assertThat(after.get(i)).isSameAs(before.get(i)));
  }

  @Test
  void areNewOnesForThoseThatHaveRun() {
    GroupedProcess rests = process(3);
    List<ProcessSample> before = tick(List.of(rests, process(9)), 65_530);
    List<ProcessSample> after = tick(List.of(rests, process(9)), 65_530);

    assertThat(after.getFirst()).isSameAs(before.getFirst());
    assertThat(after.getLast()).isNotSameAs(before.getLast()).isEqualTo(before.getLast());
  }

  @Test
  void takeNothingFromProcessesThatCameOrWent() {
    GroupedProcess rests = process(5);
    ProcessSample before = tick(List.of(process(3), rests), 65_530).getLast();
    List<ProcessSample> after = tick(List.of(process(4), rests, process(7)), 65_530);

    assertThat(after).extracting(ProcessSample::pid).containsExactly(4, 5, 7);
    assertThat(after.get(1)).isSameAs(before);
  }

  @Test
  void loseTheirMemoryWhenTheyEnd() {
    tick(List.of(process(3)), 65_530);
    GroupedProcess zombie =
        SampledProcess.of(3, "a").withType(ProcessType.ZOMBIE).grouped(Optional.of(AT));
    ProcessSample after = tick(List.of(zombie), 65_530).getFirst();

    assertThat(after.hasMemory()).isFalse();
    assertThat(after.values()).isEqualTo(MeasureValues.NONE);
    assertThat(tick(List.of(zombie), 65_530).getFirst()).isSameAs(after);
  }

  /// Its files are checked between two ticks, while it rests.
  @Test
  void haveWhatIsKnownOfDeletedCodeNow() throws IOException {
    GroupedProcess rests = process(3);
    MappingInspector inspector = new MappingInspector(Optional.empty(), _ -> false);
    byte[] listing =
        Listings.bytes(
            "7f0000000000-7f0000001000 r-xp 00000000 fe:00 77 /usr/lib/none.so (deleted)\n");
    MappingTotals.of(
        MappingReader.ofMaps(new ByteArrayInputStream(listing), "maps"), false, inspector::inspect);
    KnownMappings known = KnownMappings.NONE.malformed(AT, inspector);
    List<Finding> before =
        tick(List.of(rests), Map.of(rests.key(), known), 65_530).getFirst().findings();
    deletedFiles.checkAll(Map.of(rests.reading(), inspector));

    assertThat(tick(List.of(rests), 65_530).getFirst().findings())
        .isEqualTo(deletedFiles.findings(rests.reading(), inspector))
        .isNotEqualTo(before);
  }

  @Test
  void haveTheLimitOfTheMachineAsItIsNow() {
    List<GroupedProcess> processes = List.of(process(3));
    tick(processes, 65_530);

    assertThat(tick(processes, 100).getFirst().mappingLimit()).hasValue(100);
  }
}
