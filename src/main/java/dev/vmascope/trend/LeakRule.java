package dev.vmascope.trend;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The rule that decides whether one measure of one address space grows or leaks.
///
/// A plain test for a trend finds one everywhere: memory is autocorrelated. So the floors of twelve
/// blocks must rise by enough, go on, and not do it in one step ([Trend]); for a leak, over the
/// leak window, above every floor since the process was warm, for half an hour without a break (a
/// twelfth of the window). Where a limit is near, a sixth of the leak window is enough. Fed with
/// samples since the process was warm; used by one thread.
public final class LeakRule {
  /// The time for which a leak must hold, in short floors: a twelfth of the leak window.
  private static final int HOLD = GrowthSettings.LEAK_FLOORS / 12;

  private static final int KEPT = 4 * GrowthSettings.LEAK_FLOORS;

  private final GrowthSettings settings;
  private final long least;
  private final BlockMinima brief;
  private final BlockMinima floors;
  private final Held slow = new Held(HOLD);
  private final Held fast = new Held(1);
  private Optional<Trend> briefTrend = Optional.empty();
  private Optional<Trend> leakTrend = Optional.empty();

  /// A condition with delays. It holds once it has been true for long enough, until it has failed
  /// for long enough.
  private static final class Held {
    private final int failures;
    private int succeeded;
    private int failed;
    private boolean holds;

    /// @param failures the number of failures in a row that end it
    Held(int failures) {
      this.failures = failures;
    }

    void note(boolean success) {
      succeeded = success ? succeeded + 1 : 0;
      failed = success ? 0 : failed + 1;
      holds = succeeded >= HOLD || (holds && failed < failures);
    }

    void write(StateWriter out) throws IOException {
      out.number(succeeded);
      out.number(failed);
      out.flag(holds);
    }

    void read(StateReader in) throws IOException {
      succeeded = in.count(Integer.MAX_VALUE);
      failed = in.count(Integer.MAX_VALUE);
      holds = in.flag();
    }
  }

  /// The rule for a measure that has stayed at one value until now.
  ///
  /// @param least the minimum rise, in the unit of the measure
  /// @param since the time at which it was first seen there
  /// @param now the time at which it was last seen there
  public LeakRule(GrowthSettings settings, long least, Instant since, long value, Instant now) {
    this(settings, least);
    brief.fill(since, value, now);
    floors.fill(since, value, now);
  }

  private LeakRule(GrowthSettings settings, long least) {
    this.settings = settings;
    this.least = least;
    brief = new BlockMinima(settings.window().dividedBy(Trend.FLOORS), Trend.FLOORS);
    floors = new BlockMinima(settings.shortFloor(), KEPT);
  }

  void write(StateWriter out) throws IOException {
    brief.write(out);
    floors.write(out);
    slow.write(out);
    fast.write(out);
  }

  /// The rule as it was written. A break of up to a twelfth of the leak window does not end its
  /// floors.
  static LeakRule read(StateReader in, GrowthSettings settings, long least) throws IOException {
    LeakRule rule = new LeakRule(settings, least);
    rule.brief.read(in, 1);
    rule.floors.read(in, HOLD);
    rule.slow.read(in);
    rule.fast.read(in);
    rule.briefTrend = rule.trend(rule.brief, 1, rule.briefSeconds());
    rule.leakTrend = rule.leakTrend();
    return rule;
  }

  /// Adds a sample.
  ///
  /// @param limit the limit of the measure; absent where there is none
  public void note(Instant at, long value, OptionalLong limit) {
    if (brief.add(at, value)) {
      briefTrend = trend(brief, 1, briefSeconds());
    } else if (brief.count() == 0) {
      briefTrend = Optional.empty();
    }
    if (floors.add(at, value)) {
      noteFloor(limit);
    } else if (floors.count() == 0) {
      slow.note(false);
      fast.note(false);
    }
  }

  private void noteFloor(OptionalLong limit) {
    double seconds = settings.leakWindow().toNanos() / 1e9;
    Optional<Trend> hour = trend(floors, 1, seconds / 6);
    fast.note(
        hour.isPresent()
            && hour.get().rises()
            && isNear(hour.get(), limit, seconds)
            && isRecord(1));
    Optional<Trend> window = trend(floors, 6, seconds);
    slow.note(window.isPresent() && window.get().rises() && isRecord(6));
    leakTrend = window.isEmpty() || (fast.holds && !slow.holds) ? hour : window;
  }

  /// The trend behind the verdict, by the floors alone.
  private Optional<Trend> leakTrend() {
    double seconds = settings.leakWindow().toNanos() / 1e9;
    Optional<Trend> window = trend(floors, 6, seconds);
    return window.isEmpty() || (fast.holds && !slow.holds) ? trend(floors, 1, seconds / 6) : window;
  }

  private double briefSeconds() {
    return settings.window().toNanos() / 1e9;
  }

  private Optional<Trend> trend(BlockMinima from, int blocksEach, double windowSeconds) {
    return from.twelve(blocksEach)
        .map(twelve -> Trend.of(twelve, windowSeconds / Trend.FLOORS, least));
  }

  private boolean isNear(Trend trend, OptionalLong limit, double withinSeconds) {
    if (limit.isEmpty()) {
      return false;
    }
    long[] last = floors.twelve(1).orElseThrow();
    double left = limit.getAsLong() - (double) last[Trend.FLOORS - 1];
    return left / trend.slope() <= withinSeconds;
  }

  /// Whether the last third is above all floors before the window.
  private boolean isRecord(int blocksEach) {
    long[] twelve = floors.twelve(blocksEach).orElseThrow();
    OptionalLong before = floors.highestBefore(Trend.FLOORS * blocksEach);
    return before.isEmpty() || Trend.medianOf(twelve, 8, 12) > before.getAsLong();
  }

  /// The verdict now.
  ///
  /// @param bounded whether it fills memory that was mapped before
  public MeasureVerdict judge(boolean bounded) {
    boolean leaks = slow.holds || fast.holds;
    if (leaks) {
      return new MeasureVerdict(bounded ? Verdict.GROWING : Verdict.LEAKING, bounded, leakTrend);
    }
    if (briefTrend.isEmpty()) {
      return MeasureVerdict.NONE;
    }
    Trend trend = briefTrend.get();
    if (trend.rises()) {
      return new MeasureVerdict(Verdict.GROWING, bounded, briefTrend);
    }
    return new MeasureVerdict(
        trend.falls() ? Verdict.SHRINKING : Verdict.STEADY, false, briefTrend);
  }

  /// The size in bytes, roughly.
  public int bytes() {
    return 200 + brief.bytes() + floors.bytes();
  }
}
