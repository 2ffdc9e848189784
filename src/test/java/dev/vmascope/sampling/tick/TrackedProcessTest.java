package dev.vmascope.sampling.tick;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.space.MappingTotals;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.machine.HostInfo;
import dev.vmascope.rule.MappingInspector;
import dev.vmascope.sampling.GrownMappings;
import dev.vmascope.sampling.Growth;
import dev.vmascope.sampling.SampledProcess;
import dev.vmascope.sampling.group.GroupedProcess;
import dev.vmascope.trend.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The laws of a process from tick to tick.
class TrackedProcessTest {
  private static final Instant NOW = SampledProcess.AT;
  private static final Instant NEXT = NOW.plusSeconds(10);
  private static final GrowthProperties GROWTH =
      new GrowthProperties(Duration.ofMinutes(15), Duration.ofHours(6), Duration.ZERO);
  private static final SampledProcess PROCESS =
      SampledProcess.of(42, "a").with(ProcessSize.VIRTUAL, 1 << 20);
  private static final HostInfo UNBOUNDED =
      new HostInfo(
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty());

  private static final MappingInspector SEEN = new MappingInspector(Optional.empty(), _ -> false);

  private final TrackedProcess first = first(PROCESS);

  private static TrackedProcess first(SampledProcess process) {
    return TrackedProcess.first(grouped(process), NOW, NOW, new GrowthTracker(GROWTH, GROWTH, NOW));
  }

  private static GroupedProcess grouped(SampledProcess process) {
    return process.grouped(Optional.of(NOW));
  }

  private static LastMappings listing(Instant at, int heaps) {
    MappingTotals.Name heap = new MappingTotals.Name(MappingCategory.HEAP, new RawText("[heap]"));
    return new LastMappings(
        new MappingTotals(
            heaps,
            Map.of(MappingCategory.HEAP, 4096L * heaps),
            Map.of(heap, new MappingTotals.Extent(heaps, 4096L * heaps))),
        at,
        1 << 20,
        0,
        Duration.ofMillis(1),
        SEEN);
  }

  private static TrackedProcess complete(TrackedProcess process) {
    return process.with(
        process.mappings().after(listing(NOW, 3), false),
        process.rollup().asked(NOW).with(new KnownRollup.Sizes(NOW, 1 << 20, 7, 5)));
  }

  @Test
  void changesNothingButTheTimeWithoutNews() {
    TrackedProcess before = complete(first);
    TrackedProcess after = before.after(grouped(PROCESS), NEXT);

    assertThat(after)
        .isEqualTo(
            new TrackedProcess(
                before.since(),
                NEXT,
                after.process(),
                before.sizes(),
                before.mappings(),
                before.rollup(),
                before.values(),
                before.tracker(),
                before.growth()));
    assertThat(after.reading()).isEqualTo(before.reading());
    assertThat(after.after(grouped(PROCESS), NEXT)).isEqualTo(after);
    assertThat(after.values()).isSameAs(before.values());
    assertThat(after.sizes()).isSameAs(before.sizes());
  }

  @Test
  void isTheSameObjectWhileTheProcessRests() {
    TrackedProcess before = complete(first);
    assertThat(before.after(before.process(), NEXT)).isSameAs(before);
    assertThat(before.with(before.mappings(), before.rollup())).isSameAs(before);
  }

  @Test
  void losesItsRollupInTimeAlsoWhileTheProcessRests() {
    TrackedProcess before = complete(first);
    TrackedProcess after = before.after(before.process(), NOW.plus(Duration.ofMinutes(16)));
    assertThat(after.values().value(Measure.PROPORTIONAL)).isEmpty();
    assertThat(after.ranAt()).isEqualTo(before.ranAt());
  }

  @Test
  void hasTheValuesOfAllThatIsKnown() {
    assertThat(first.values().value(Measure.VIRTUAL)).hasValue(1 << 20);
    assertThat(first.values().value(Measure.THREADS)).hasValue(1);
    assertThat(first.values().value(Measure.MAPPINGS)).isEmpty();
    assertThat(first.values().value(Measure.PROPORTIONAL)).isEmpty();

    TrackedProcess later =
        complete(first).after(grouped(PROCESS.with(ProcessSize.VIRTUAL, 2 << 20)), NEXT);

    assertThat(later.values().value(Measure.VIRTUAL)).hasValue(2 << 20);
    assertThat(later.values().value(Measure.MAPPINGS)).hasValue(3);
    assertThat(later.values().value(Measure.of(MappingCategory.HEAP))).hasValue(12_288);
    assertThat(later.values().value(Measure.PROPORTIONAL)).hasValue(7);
    assertThat(later.values().value(Measure.UNIQUE)).hasValue(5);
  }

  @Test
  void gainsTheSameWhicheverRoundComesFirst() {
    KnownMappings mappings = first.mappings().after(listing(NOW, 3), false);
    KnownRollup rollup = first.rollup().with(new KnownRollup.Sizes(NOW, 1, 7, 5));

    assertThat(first.with(mappings, first.rollup()).with(mappings, rollup))
        .isEqualTo(first.with(first.mappings(), rollup).with(mappings, rollup))
        .isEqualTo(first.with(mappings, rollup));
  }

  @Test
  void startsAnewAfterExec() {
    SampledProcess other = PROCESS.withPlaces(0x40_0001, 0x7ff0_0000);
    TrackedProcess before =
        complete(first)
            .with(KnownMappings.NONE.malformed(NOW, SEEN), complete(first).rollup())
            .judged(NOW, UNBOUNDED);
    TrackedProcess after = before.after(grouped(other), NEXT);

    assertThat(after.mappings()).isEqualTo(KnownMappings.NONE);
    assertThat(after.rollup()).isEqualTo(KnownRollup.NONE);
    assertThat(after.values()).isEqualTo(first(other).values());
    assertThat(after.growth()).isEqualTo(Growth.NONE);
    assertThat(after.tracker().history().warmFrom()).isEqualTo(NEXT);
    assertThat(after.tracker().history().log().since(Instant.MIN)).isEmpty();
    assertThat(before.tracker().history().log().since(Instant.MIN)).hasSize(1);
    assertThat(after.since()).isEqualTo(NOW);
  }

  @Test
  void isDueAsSoonAsItsSizeDiffersFromThatOfTheListing() {
    assertThat(first.hasChanged()).isTrue();
    assertThat(complete(first).hasChanged()).isFalse();
    assertThat(
            complete(first)
                .after(grouped(PROCESS.with(ProcessSize.VIRTUAL, 2 << 20)), NEXT)
                .hasChanged())
        .isTrue();
  }

  @Test
  void dropsARollupAfterAQuarterOfAnHour() {
    TrackedProcess known = complete(first);

    assertThat(known.after(grouped(PROCESS), NOW.plusSeconds(900)).values())
        .isSameAs(known.values());
    TrackedProcess later = known.after(grouped(PROCESS), NOW.plusSeconds(901));
    assertThat(later.values().value(Measure.PROPORTIONAL)).isEmpty();
    assertThat(later.rollup().askedAgo(NOW.plusSeconds(901))).isEqualTo(Duration.ofSeconds(901));
  }

  @Test
  void namesTheMappingsThatHaveGrownFromTheSecondListingOn() {
    KnownMappings one = KnownMappings.NONE.after(listing(NOW, 3), true);
    KnownMappings two = one.after(listing(NEXT, 5), true);

    assertThat(one.grown()).isEmpty();
    assertThat(two.grown())
        .get()
        .satisfies(grown -> {
          assertThat(grown.since()).isEqualTo(NOW);
          assertThat(grown.until()).isEqualTo(NEXT);
          assertThat(grown.most()).extracting(GrownMappings.Grown::mappings).containsExactly(2);
        });
    assertThat(two.names()).isEqualTo(1);
    assertThat(two.last().orElseThrow().totals().byName()).isEmpty();
    assertThat(two.after(listing(NEXT, 5), false).names()).isZero();
    assertThat(two.after(listing(NEXT, 5), false).grown()).isEmpty();
  }

  @Test
  void keepsWhatWasBeforeAMalformedLineUntilAListingIsWhole() {
    KnownMappings part = KnownMappings.NONE.malformed(NOW, SEEN);
    MappingInspector later = new MappingInspector(Optional.empty(), _ -> false);

    assertThat(part.last()).isEmpty();
    assertThat(part.inspector()).containsSame(SEEN);
    KnownMappings whole = part.after(listing(NEXT, 3), false);
    assertThat(whole.isMalformed()).isFalse();
    assertThat(whole.malformed(NEXT, later).inspector()).containsSame(SEEN);
  }

  @Test
  void keepsTheLastListingWhenTheNextIsUnusable() {
    KnownMappings known = KnownMappings.NONE.after(listing(NOW, 3), false);

    assertThat(known.malformed(NEXT, SEEN).last()).isEqualTo(known.last());
    assertThat(known.malformed(NEXT, SEEN).isMalformed()).isTrue();
    assertThat(known.tooLarge(NEXT).isMalformed()).isFalse();
    assertThat(known.malformed(NEXT, SEEN).isUnusableSince(NOW)).isTrue();
    assertThat(known.malformed(NEXT, SEEN).isUnusableSince(NEXT)).isFalse();
    assertThat(known.malformed(NEXT, SEEN).after(listing(NEXT, 3), false).isUnusableSince(NOW))
        .isFalse();
  }
}
