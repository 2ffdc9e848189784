package dev.vmascope.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.procfs.scan.Limits;
import dev.vmascope.rule.Finding;
import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.GroupField;
import dev.vmascope.sampling.GroupFields;
import dev.vmascope.sampling.GroupLimit;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.LeakSuspect;
import dev.vmascope.sampling.NearestLimit;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.SampleLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The largest number of series that a node can have, whatever runs there: by the constants of the
/// code, by a sample that has all of them, and as documents and the chart say.
class SeriesBoundTest {
  private static final int GROUPS = 100;
  private static final int PROCESSES = 20;

  /// Those that do not depend on what runs: of reads, of requests by address and status, of the
  /// Java machine. `PublishedMetricsTest` counts them.
  private static final int OF_THE_SERVICE = 1_500;

  @TempDir Path proc = Path.of("");

  /// The largest number by the constants.
  private static int most() {
    int all = GROUPS + 1;
    int measures = all * GroupMeters.ALL.size();
    int infos = GROUPS * GroupSample.MOST_PLACES + all + all;
    int processes = PROCESSES * (ProcessMeters.ALL.size() + 1);
    int findings = FindingMeters.MOST + Rule.values().length * Severity.values().length;
    return measures + infos + processes + findings;
  }

  private static MeasureValues everything() {
    Map<ProcessSize, Long> sizes = new EnumMap<>(ProcessSize.class);
    for (ProcessSize size : ProcessSize.values()) {
      sizes.put(size, 1L << 20);
    }
    Map<MappingCategory, Long> categories = new EnumMap<>(MappingCategory.class);
    for (MappingCategory category : MappingCategory.values()) {
      categories.put(category, 1L << 20);
    }
    return MeasureValues.of(new MemorySizes(sizes)).andThreads(5).and(7, categories).andUsage(1, 1);
  }

  private static Map<Measure, Double> growth() {
    return Measure.ALL.stream().collect(Collectors.toMap(measure -> measure, _ -> 1.0));
  }

  private static GroupFields place(int number) {
    return new GroupFields(
        Map.of(GroupField.CONTAINER, "c" + number, GroupField.POD, "p" + number));
  }

  private static GroupSample group(String name) {
    Set<GroupFields> places = new HashSet<>();
    for (int i = 0; i < GroupSample.MOST_PLACES && !name.equals(GroupSample.OTHER); i++) {
      places.add(place(i));
    }
    return new GroupSample(
        name,
        10,
        places,
        OptionalLong.of(1),
        Optional.of(new GroupLimit(new NearestLimit("/a", 2, 1, 60), place(0), OptionalInt.of(1))),
        Optional.of(new LeakSuspect(1, Optional.of(MappingCategory.HEAP), place(0))),
        everything(),
        growth(),
        1,
        1,
        OptionalDouble.of(0.5),
        OptionalDouble.of(60),
        1,
        1,
        1);
  }

  private static ProcessSample process(int pid, String name, List<Finding> findings) {
    ProcessSample known = SampledProcess.of(pid, name).sample();
    return new ProcessSample(
        known.key(),
        known.reading(),
        known.startTime(),
        known.group(),
        known.fields(),
        known.membership(),
        known.sizes(),
        everything(),
        new Growth(growth(), Map.of(), Optional.empty()),
        known.mappingsAt(),
        false,
        Optional.of(SampledProcess.AT),
        known.mappingLimit(),
        findings,
        List.of(),
        Optional.empty());
  }

  private static List<Finding> findings() {
    List<Finding> all = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      for (Severity severity : Severity.values()) {
        all.add(new Finding(rule, severity, 1, List.of(), ""));
      }
    }
    return all;
  }

  /// A node with everything that there can be at once.
  private Sample fullest(HostInfo node) {
    List<GroupSample> groups = new ArrayList<>();
    List<ProcessSample> processes = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(group("g" + i));
      processes.add(process(i + 1, "g" + i, findings()));
    }
    groups.add(group(GroupSample.OTHER));
    return new Sample(
        SampledProcess.AT,
        Duration.ofMillis(5),
        node,
        processes,
        groups,
        7,
        processes.subList(0, PROCESSES),
        groups.stream().collect(Collectors.toMap(GroupSample::name, _ -> new SampleLog())),
        Map.of(),
        Map.of());
  }

  /// Series whose number depends on what runs.
  private static boolean isOfASubject(String name) {
    return name.startsWith("vmascope.group.")
        || name.startsWith("vmascope.process.")
        || name.equals("vmascope.findings");
  }

  @Test
  void isReachedAndNotPassedByAFullNode() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Files.writeString(proc.resolve("version"), "Linux version 6.18\n");
    try (ProcFs procFs =
        new ProcFs(proc, 1, Duration.ofSeconds(20), Limits.USUAL, Clock.systemUTC())) {
      new SampleMeters(registry, new SampleRegistry(), procFs).show(fullest(procFs.host().node()));
    }
    long subjects =
        registry.getMeters().stream()
            .filter(meter -> isOfASubject(meter.getId().getName()))
            .count();
    assertThat(subjects).isEqualTo(most());
  }

  @Test
  void isWhatTheDocumentsSay() throws IOException {
    String said = "%,d".formatted(most());
    assertThat(Files.readString(Path.of("docs/metrics.md")))
        .contains("at most " + said + " series");
  }

  /// The rules warn at 80 % of the limit, and Prometheus drops a whole scrape beyond it.
  @Test
  void isBelowTheWarningOfTheChart() throws IOException {
    Matcher limit =
        Pattern.compile("(?m)^  sampleLimit: (\\d+)$")
            .matcher(Files.readString(Path.of("helm/vmascope/values.yaml")));
    assertThat(limit.find()).isTrue();
    assertThat(most() + OF_THE_SERVICE).isLessThan(Integer.parseInt(limit.group(1)) * 8 / 10);
  }
}
