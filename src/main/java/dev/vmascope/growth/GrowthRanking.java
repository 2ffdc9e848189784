package dev.vmascope.growth;

import dev.vmascope.http.api.CaptureView;
import dev.vmascope.http.api.IdentityView;
import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.api.ProcessView;
import dev.vmascope.http.format.AnswerWork;
import dev.vmascope.mapping.MappingCategory;
import dev.vmascope.sampling.GroupSample;
import dev.vmascope.sampling.ProcessHistory;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import dev.vmascope.sampling.tick.HeldMemorySurvey;
import dev.vmascope.trend.Change;
import dev.vmascope.trend.LeakDetector;
import dev.vmascope.trend.Measure;
import dev.vmascope.trend.SampleLog;
import dev.vmascope.trend.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The processes and groups of a sample that grow, in order.
///
/// @param window the time over which slopes are computed
/// @param isDefault whether the sample has the slopes of this window
/// @param measures the measures that are ranked
record GrowthRanking(Sample sample, Duration window, boolean isDefault, List<Measure> measures) {
  /// The limit on the processes that are read for one response.
  private static final int MOST_READS = 3;

  private static final Comparator<Growing> ORDER =
      Comparator.comparing(Growing::standing, Comparator.reverseOrder())
          .thenComparing(growing -> !growing.measure().inBytes())
          .thenComparing(Comparator.comparingDouble(Growing::rate).reversed());

  /// A process that grows.
  ///
  /// @param measure the measure to show
  private record Ranked(
      ProcessSample process, Optional<ProcessHistory> history, GrowthRates rates, Measure measure) {
    Growing growing(boolean byVerdict) {
      Verdict verdict = process.grown().verdict();
      boolean counts = byVerdict && verdict.compareTo(Verdict.GROWING) >= 0;
      return new Growing(counts ? verdict : Verdict.UNKNOWN, measure, rates.rate(measure));
    }
  }

  /// The standing, the measure and the rate by which a row is ranked.
  private record Growing(Verdict standing, Measure measure, double rate) {}

  /// The measures of a ranking: the requested one, or all.
  static List<Measure> measures(Optional<Measure> asked) {
    return asked.map(List::of).orElse(LeakDetector.JUDGED);
  }

  /// The response.
  ///
  /// @param asked the requested measure
  /// @param most the largest number of rows of each list
  /// @param survey the reader of processes whose mappings do not explain growth; empty if the
  ///   caller may not request that
  GrowingView answer(Optional<Measure> asked, long most, Optional<HeldMemorySurvey> survey) {
    List<Ranked> ranked = new ArrayList<>();
    Map<String, Map<Measure, Double>> sums = new HashMap<>();
    int unknown = 0;
    for (ProcessSample process : sample.processes()) {
      AnswerWork.row();
      if (process.hasMemory()) {
        Optional<ProcessHistory> history = process.history();
        GrowthRates rates = rates(process, history);
        Map<Measure, Double> sum =
            sums.computeIfAbsent(sample.shownGroup(process), _ -> new HashMap<>());
        measures.forEach(measure ->
            rates.slope(measure).ifPresent(slope -> sum.merge(measure, slope, Double::sum)));
        unknown += measures.stream().noneMatch(rates.slopes()::containsKey) ? 1 : 0;
        foremost(process, rates)
            .ifPresent(measure -> ranked.add(new Ranked(process, history, rates, measure)));
      }
    }
    ranked.sort(
        Comparator.comparing((Ranked one) -> one.growing(asked.isEmpty()), ORDER)
            .thenComparingInt(one -> one.process().pid()));
    List<Ranked> shown = ranked.stream().limit(most).toList();
    survey.ifPresent(reader -> readHeldMemory(shown, reader));
    return new GrowingView(
        window,
        asked.map(Measure::key).orElse(null),
        asked.map(Measure::unit).orElse(null),
        shown.stream().map(this::view).toList(),
        groups(sums, most),
        unknown,
        CaptureView.of(sample));
  }

  private GrowthRates rates(ProcessSample process, Optional<ProcessHistory> history) {
    Map<Measure, Double> slopes =
        isDefault
            ? process.grown().slopes()
            : history.map(known -> known.growth(window, sample.at()).slopes()).orElse(Map.of());
    return new GrowthRates(
        measures,
        slopes,
        history
            .map(known -> known.changes(process, sample.at()))
            .<Function<Measure, Optional<Change>>>map(changes -> changes::of)
            .orElse(_ -> Optional.empty()));
  }

  /// The foremost of the measures with the worst verdict, if one of them grows.
  private Optional<Measure> foremost(ProcessSample process, GrowthRates rates) {
    Verdict worst = process.grown().verdict();
    if (measures.size() == 1 || worst.compareTo(Verdict.GROWING) < 0) {
      return rates.foremost();
    }
    List<Measure> alike =
        measures.stream().filter(measure -> process.grown().verdict(measure) == worst).toList();
    return new GrowthRates(alike, rates.slopes(), rates.changes()).foremost().or(rates::foremost);
  }

  private static void readHeldMemory(List<Ranked> shown, HeldMemorySurvey survey) {
    shown.stream()
        .filter(one -> one.process().grown().fillsWhatWasMapped())
        .limit(MOST_READS)
        .forEach(
            one -> one.history().ifPresent(history -> survey.readIfDue(one.process(), history)));
  }

  private GrowingView.GrowingProcess view(Ranked ranked) {
    ProcessSample process = ranked.process();
    Optional<MappingCategory> blamed =
        ranked.history().flatMap(known -> known.blamed(process, sample.at()));
    Measure measure = ranked.measure();
    return new GrowingView.GrowingProcess(
        process.pid(),
        IdentityView.startTicks(process.reading()),
        ProcessView.name(process.reading()),
        sample.shownGroup(process),
        process.grown().verdict(),
        blamed.map(MappingCategory::toString).orElse(null),
        measure.key(),
        measure.unit(),
        JsonOptional.of(process.value(measure)),
        JsonOptional.of(ranked.rates().slope(measure)),
        ChangeView.of(measure, ranked.rates().changes().apply(measure)),
        new Headroom(
                Optional.of(process),
                ranked.history(),
                sample.node(),
                sample.at(),
                ranked.rates().slopes())
            .nearest(blamed));
  }

  private List<GrowingView.GrowingGroup> groups(Map<String, Map<Measure, Double>> sums, long most) {
    record RankedGroup(GroupSample group, GrowthRates rates, Measure measure) {}

    List<RankedGroup> ranked = new ArrayList<>();
    for (GroupSample group : sample.groups()) {
      GrowthRates rates =
          new GrowthRates(
              measures,
              sums.getOrDefault(group.name(), Map.of()),
              measure -> change(sample.history(group), group, sample, measure));
      rates.foremost().ifPresent(measure -> ranked.add(new RankedGroup(group, rates, measure)));
    }
    return ranked.stream()
        .sorted(
            Comparator.comparing(
                    (RankedGroup one) ->
                        new Growing(
                            Verdict.UNKNOWN, one.measure(), one.rates().rate(one.measure())),
                    ORDER)
                .thenComparing(one -> one.group().name()))
        .limit(most)
        .map(one -> view(one.group(), one.rates(), one.measure()))
        .toList();
  }

  private static GrowingView.GrowingGroup view(
      GroupSample group, GrowthRates rates, Measure measure) {
    return new GrowingView.GrowingGroup(
        group.name(),
        group.processes(),
        measure.key(),
        measure.unit(),
        JsonOptional.of(group.value(measure)),
        JsonOptional.of(rates.slope(measure)),
        ChangeView.of(measure, rates.changes().apply(measure)),
        group.leakSuspects());
  }

  /// The change of a group's sum since its first sample; empty for mappings, which are not known
  /// for all members at all times.
  static Optional<Change> change(
      Optional<SampleLog> log, GroupSample group, Sample sample, Measure measure) {
    return measure.isOfMappings()
        ? Optional.empty()
        : log.flatMap(known -> known.firstWith(measure))
            .flatMap(first -> Change.between(measure, first, group.values(), sample.at()));
  }
}
