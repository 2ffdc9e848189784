package dev.vmascope.trend;

import dev.vmascope.mapping.MappingCategory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The verdicts on all measures of one address space that can leak. It is fed with the samples
/// since the process was warm. A measure that never left its first value costs nothing. Used by one
/// thread.
public final class LeakDetector {
  /// The judged measures: those that only the process itself drives up, and the address space by
  /// category. Address space that is only reserved is not judged.
  public static final List<Measure> JUDGED = judged();

  private static final long JUDGED_BITS = Measure.bits(JUDGED);
  private static final long LEAST_BYTES = 8 << 20;
  private static final long LEAST_MAPPINGS = 64;
  private static final long LEAST_THREADS = 16;

  private static final double FLAT = 0.2;

  private final GrowthSettings settings;
  private final Map<Measure, LeakRule> rules = new HashMap<>();
  private final List<FirstValues> firsts = new ArrayList<>(2);
  private long known;

  /// A bit for each measure that has had its first value for long enough, since values last
  /// changed: it stays so if the wall clock is set back.
  private long steady;

  private MeasureValues noted = MeasureValues.NONE;

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
    steady = 0;
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
    if ((known & measure.bit()) != 0) {
      throw new IOException("two first values of " + measure);
    }
    boolean goesOn = !firsts.isEmpty() && firsts.getLast().at().equals(at);
    FirstValues same = goesOn ? firsts.removeLast() : FirstValues.of(at, MeasureValues.NONE, 0);
    firsts.add(same.and(measure, value));
    known |= measure.bit();
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
    if (steady != known) {
      for (FirstValues first : firsts) {
        boolean longEnough = Duration.between(first.at(), now).compareTo(settings.window()) >= 0;
        steady |= longEnough ? first.bits() : 0;
      }
    }
    long certain = readsOften ? steady : steady & ~Measure.BITS_OF_MAPPINGS;
    Map<Measure, MeasureVerdict> stood = MeasuresAtRest.verdicts(certain, known & ~certain);
    return rules.isEmpty() ? stood : judge(stood, growth, readsOften);
  }

  /// @param stood the verdicts on all known measures, as if none had ever changed
  private Map<Measure, MeasureVerdict> judge(
      Map<Measure, MeasureVerdict> stood, Map<Measure, Double> growth, boolean readsOften) {
    boolean bounded = fillsWhatWasMapped(growth);
    Map<Measure, MeasureVerdict> judgements = new HashMap<>(stood);
    rules.forEach((measure, rule) -> {
      MeasureVerdict verdict = rule.judge(bounded && measure.equals(Measure.PRIVATE));
      boolean certain =
          readsOften
              || !measure.isOfMappings()
              || verdict.verdict().compareTo(Verdict.GROWING) >= 0;
      judgements.put(measure, certain ? verdict : MeasureVerdict.NONE);
    });
    return judgements;
  }

  /// Whether private memory grows, and hardly anything new is mapped for it.
  private static boolean fillsWhatWasMapped(Map<Measure, Double> growth) {
    double filled = growth.getOrDefault(Measure.PRIVATE, 0.0);
    double mapped = growth.getOrDefault(Measure.DATA, 0.0);
    return filled > 0 && mapped < FLAT * filled;
  }

  /// The size in bytes, roughly.
  public int bytes() {
    int bytes = 0;
    for (FirstValues first : firsts) {
      bytes += first.bytes();
    }
    for (LeakRule rule : rules.values()) {
      bytes += rule.bytes();
    }
    return bytes;
  }
}
