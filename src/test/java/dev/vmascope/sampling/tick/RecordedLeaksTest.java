package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.sampling.Growth;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.MeasureValues;
import dev.vmascope.trend.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The verdicts on samples that a service took of real programs (`LeaksIT` wrote them down).
class RecordedLeaksTest {
  private static final GrowthProperties PROPERTIES =
      new GrowthProperties(Duration.ofSeconds(90), Duration.ofMinutes(9), Duration.ofSeconds(30));
  private static final LeakDetector.Bounds BOUNDS =
      new LeakDetector.Bounds(OptionalLong.of(16L << 30), OptionalLong.of(65_530));

  private static List<JsonNode> samples(LeakingProgram program) throws IOException {
    Path file = Path.of("src/test/resources/leaks", program + ".ndjson.gz");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    }
  }

  private static MeasureValues values(JsonNode sample) {
    Map<ProcessSize, Long> sizes = new EnumMap<>(ProcessSize.class);
    for (ProcessSize size : ProcessSize.ALL) {
      if (sample.has(size.field())) {
        sizes.put(size, sample.path(size.field()).asLong());
      }
    }
    sizes.put(
        ProcessSize.ANONYMOUS,
        sample.path("privateBytes").asLong() - sizes.getOrDefault(ProcessSize.SWAP, 0L));
    MeasureValues values = MeasureValues.of(new MemorySizes(sizes));
    if (!sample.has("mappings")) {
      return values;
    }
    Map<MappingCategory, Long> categories = new EnumMap<>(MappingCategory.class);
    sample
        .path("categoryBytes")
        .properties()
        .forEach(entry ->
            categories.put(
                MappingCategory.of(entry.getKey()).orElseThrow(), entry.getValue().asLong()));
    return values.and(sample.path("mappings").asInt(), categories);
  }

  @ParameterizedTest
  @EnumSource
  void areJudgedRight(LeakingProgram program) throws IOException {
    List<JsonNode> samples = samples(program);
    Instant first = Instant.parse(samples.getFirst().path("at").asString());
    GrowthTracker tracker = new GrowthTracker(PROPERTIES, PROPERTIES, first);
    Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
    Growth growth = Growth.NONE;
    for (JsonNode sample : samples) {
      Instant at = Instant.parse(sample.path("at").asString());
      growth = tracker.add(at, values(sample), BOUNDS, Optional.empty(), growth);
      seen.add(growth.verdict());
    }

    assertThat(samples.size()).isGreaterThan(780);
    assertThat(growth.blamed(Optional::empty).filter(_ -> program.leaks()))
        .isEqualTo(program.blamed());
    if (program.leaks()) {
      assertThat(growth.verdict()).isEqualTo(Verdict.LEAKING);
    } else {
      assertThat(seen).doesNotContain(Verdict.LEAKING).contains(Verdict.STEADY);
    }
  }
}
