package dev.vmascope.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.rule.Rule;
import dev.vmascope.rule.Severity;
import dev.vmascope.sampling.ProcessKey;
import dev.vmascope.sampling.SampledProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The moments at which a snapshot is taken without a request.
class SnapshotTriggersTest {
  private static final SampledProcess UNREAD = SampledProcess.of(7, "a");
  private static final SampledProcess READ = UNREAD.withMappings(10, Map.of());
  private static final SampledProcess NEAR = UNREAD.withMappings(800, Map.of());
  private static final SampledProcess INJECTED =
      READ.withFinding(Rule.ANONYMOUS_EXECUTABLE, Severity.HIGH);
  private static final SampledProcess SUSPICIOUS =
      READ.withFinding(Rule.ANONYMOUS_EXECUTABLE, Severity.MEDIUM);

  private final SnapshotTriggers triggers = new SnapshotTriggers();
  private Instant now = Instant.parse("2026-11-29T12:00:00Z");

  /// The causes after another sample, ten seconds later.
  private List<SnapshotCause> after(SampledProcess... processes) {
    now = now.plusSeconds(10);
    return triggers.after(now, Stream.of(processes).map(SampledProcess::sample).toList()).stream()
        .map(SnapshotTriggers.Trigger::cause)
        .toList();
  }

  @Test
  void takesOneWhenTheMappingsComeNearTheirLimit() {
    assertThat(after(READ)).isEmpty();
    assertThat(after(NEAR)).containsExactly(SnapshotCause.MAPPING_LIMIT);
    assertThat(after(NEAR)).isEmpty();
  }

  @Test
  void takesOneWhenAFindingOfHighSeverityAppears() {
    assertThat(after(READ)).isEmpty();
    assertThat(after(SUSPICIOUS)).isEmpty();
    assertThat(after(INJECTED)).containsExactly(SnapshotCause.FINDING);
  }

  @Test
  void takesNoneOfWhatWasThereBeforeTheService() {
    assertThat(after(INJECTED)).isEmpty();
    assertThat(after(INJECTED)).isEmpty();
  }

  @Test
  void waitsForTheFirstReadingOfTheMappings() {
    assertThat(after(UNREAD)).isEmpty();
    assertThat(after(UNREAD)).isEmpty();
    assertThat(after(INJECTED)).isEmpty();
    assertThat(after(READ)).isEmpty();
    assertThat(after(INJECTED)).containsExactly(SnapshotCause.FINDING);
  }

  @Test
  void takesOneOfAProcessThatBeginsLater() {
    assertThat(after()).isEmpty();
    assertThat(after(INJECTED)).containsExactly(SnapshotCause.FINDING);
  }

  @Test
  void takesOneOfAProcessThatReusesAPid() {
    assertThat(after(INJECTED)).isEmpty();
    assertThat(after(INJECTED.withStartTicks(2_000))).containsExactly(SnapshotCause.FINDING);
  }

  @Test
  void takesOneAnHourForEachCause() {
    after(READ);
    assertThat(after(INJECTED)).hasSize(1);
    assertThat(after(READ)).isEmpty();
    assertThat(after(INJECTED)).isEmpty();
    assertThat(after(NEAR)).containsExactly(SnapshotCause.MAPPING_LIMIT);
    after(READ);
    now = now.plus(Duration.ofHours(1));
    assertThat(after(INJECTED)).containsExactly(SnapshotCause.FINDING);
  }

  @Test
  void takesAtMostTwentyAnHourOfAllProcesses() {
    after();
    SampledProcess[] many =
        IntStream.range(1, 100)
            .mapToObj(pid ->
                SampledProcess.of(pid, "a")
                    .withMappings(10, Map.of())
                    .withFinding(Rule.ANONYMOUS_EXECUTABLE, Severity.HIGH))
            .toArray(SampledProcess[]::new);
    assertThat(after(many)).hasSize(20);
    assertThat(after(many)).isEmpty();
  }

  @Test
  void namesTheProcess() {
    triggers.after(now, List.of());
    assertThat(triggers.after(now, List.of(INJECTED.sample())))
        .containsExactly(
            new SnapshotTriggers.Trigger(new ProcessKey(7, 1_000), SnapshotCause.FINDING));
  }
}
