package dev.vmascope.trend;

import dev.vmascope.mapping.MappingCategory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The verdicts on all measures of one address space that can leak. It is fed with the samples
/// since the process was warm. A measure that never left its first value costs nothing. Used by one
/// thread.
public final class LeakDetector {
  /// The judged measures: those that only the process itself drives up, and the address space by
  /// category. Address space that is only reserved is not judged.
  public static final List<Measure> JUDGED = judged();

  private static final long JUDGED_BITS = FirstValues.bits(JUDGED);
  private static final long LEAST_BYTES = 8 << 20;
  private static final long LEAST_MAPPINGS = 64;
  private static final long LEAST_THREADS = 16;

  private static final double FLAT = 0.2;

  /// The verdict on a measure that has never left its first value.
  private static final MeasureVerdict STOOD =
      new MeasureVerdict(Verdict.STEADY, false, Optional.empty());

  private final GrowthSettings settings;
  private final Map<Measure, LeakRule> rules = new HashMap<>();
  private final List<FirstValues> firsts = new ArrayList<>(2);
  private long known;
  private MeasureValues noted = MeasureValues.NONE;
  private Map<Measure, MeasureVerdict> still = Map.of();

  /// The limits of the judged measures.
  ///
  /// @param memoryBytes the limit of private memory; absent if unknown
  /// @param mappings the maximum number of mappings; absent if unknown
  public record Bounds(OptionalLong memoryBytes, OptionalLong mappings) {
    OptionalLong of(Measure measure) {
      return measure.equals(Measure.PRIVATE)
          ? memoryBytes
          : measure.equals(Measure.MAPPINGS) ? mappings : OptionalLong.empty();
    }
  }

  /// A judge without any sample.
  public LeakDetector(GrowthSettings settings) {
    this.settings = settings;
  }

  private static List<Measure> judged() {
    List<Measure> judged = new ArrayList<>();
    judged.add(Measure.PRIVATE);
    judged.add(Measure.SHARED_MEMORY);
    judged.add(Measure.MAPPINGS);
    judged.add(Measure.THREADS);
    for (MappingCategory category : MappingCategory.values()) {
      if (category != MappingCategory.RESERVED) {
        judged.add(Measure.of(category));
      }
    }
    return List.copyOf(judged);
  }

  /// Adds a sample.
  public void note(Instant at, MeasureValues values, Bounds bounds) {
    if (rules.isEmpty() && values.equals(noted)) {
      return;
    }
    noted = values;
    still = Map.of();
    for (FirstValues earlier : firsts) {
      for (Measure measure : earlier.measures()) {
        if (values.knows(measure)) {
          note(measure, earlier, at, values.raw(measure.index()), bounds.of(measure));
        }
      }
    }
    long fresh = values.known() & JUDGED_BITS & ~known;
    if (fresh != 0) {
      firsts.add(FirstValues.of(at, values, fresh));
      known |= fresh;
    }
  }

  /// Writes all that later verdicts need.
  public void write(StateWriter out) throws IOException {
    out.number(Long.bitCount(known));
    for (FirstValues first : firsts) {
      for (Measure measure : first.measures()) {
        out.number(measure.index());
        out.number(first.at().toEpochMilli());
        out.signed(first.value(measure));
        LeakRule rule = rules.get(measure);
        out.flag(rule != null);
        if (rule != null) {
          rule.write(out);
        }
      }
    }
  }

  /// Reads the state, into a judge without any sample.
  public void read(StateReader in) throws IOException {
    int measures = in.count(Measure.ALL.size());
    for (int i = 0; i < measures; i++) {
      Measure measure = Measure.ALL.get(in.count(Measure.ALL.size() - 1));
      readFirst(measure, Instant.ofEpochMilli(in.number()), in.signed());
      if (in.flag()) {
        rules.put(measure, LeakRule.read(in, settings, least(measure)));
      }
    }
  }

  private void readFirst(Measure measure, Instant at, long value) throws IOException {
    if ((known & FirstValues.bit(measure)) != 0) {
      throw new IOException("two first values of " + measure);
    }
    boolean goesOn = !firsts.isEmpty() && firsts.getLast().at().equals(at);
    FirstValues same = goesOn ? firsts.removeLast() : FirstValues.of(at, MeasureValues.NONE, 0);
    firsts.add(same.and(measure, value));
    known |= FirstValues.bit(measure);
  }

  private void note(
      Measure measure, FirstValues first, Instant at, long value, OptionalLong limit) {
    LeakRule rule = rules.get(measure);
    if (rule == null) {
      long firstValue = first.value(measure);
      if (firstValue == value) {
        return;
      }
      rule = new LeakRule(settings, least(measure), first.at(), firstValue, at);
      rules.put(measure, rule);
    }
    rule.note(at, value, limit);
  }

  /// The minimum rise, in the unit of the measure.
  private static long least(Measure measure) {
    if (measure.inBytes()) {
      return LEAST_BYTES;
    }
    return measure.equals(Measure.THREADS) ? LEAST_THREADS : LEAST_MAPPINGS;
  }

  /// The verdicts on the known measures.
  ///
  /// @param growth slopes per second, which show whether memory fills earlier mappings
  /// @param readsOften whether mappings were read often enough for a verdict that they do not grow
  public Map<Measure, MeasureVerdict> judge(
      Instant now, Map<Measure, Double> growth, boolean readsOften) {
    Map<Measure, MeasureVerdict> judgements = judge(now, growth);
    if (readsOften) {
      return judgements;
    }
    Map<Measure, MeasureVerdict> reported = new HashMap<>(judgements);
    reported.replaceAll((measure, judgement) ->
        measure.isOfMappings() && judgement.verdict().compareTo(Verdict.GROWING) < 0
            ? MeasureVerdict.NONE
            : judgement);
    return reported;
  }

  private Map<Measure, MeasureVerdict> judge(Instant now, Map<Measure, Double> growth) {
    if (!still.isEmpty()) {
      return still;
    }
    boolean bounded = fillsWhatWasMapped(growth);
    Map<Measure, MeasureVerdict> judgements = new HashMap<>();
    for (FirstValues first : firsts) {
      MeasureVerdict stood = stood(Duration.between(first.at(), now));
      for (Measure measure : first.measures()) {
        LeakRule rule = rules.get(measure);
        judgements.put(
            measure, rule == null ? stood : rule.judge(bounded && measure.equals(Measure.PRIVATE)));
      }
    }
    if (rules.isEmpty()
        && judgements.values().stream().allMatch(each -> each.verdict() == Verdict.STEADY)) {
      still = Map.copyOf(judgements);
    }
    return judgements;
  }

  private MeasureVerdict stood(Duration seen) {
    return seen.compareTo(settings.window()) < 0 ? MeasureVerdict.NONE : STOOD;
  }

  /// Whether private memory grows, and hardly anything new is mapped for it.
  private static boolean fillsWhatWasMapped(Map<Measure, Double> growth) {
    double filled = growth.getOrDefault(Measure.PRIVATE, 0.0);
    double mapped = growth.getOrDefault(Measure.DATA, 0.0);
    return filled > 0 && mapped < FLAT * filled;
  }

  /// The size in bytes, roughly.
  public int bytes() {
    int bytes = firsts.stream().mapToInt(FirstValues::bytes).sum();
    for (LeakRule rule : rules.values()) {
      bytes += rule.bytes();
    }
    return bytes;
  }
}
