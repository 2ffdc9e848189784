package dev.vmascope.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// The recent values of an address space, thinned to about thirty points. Points in a row with the
/// same values are kept as a run: most processes do nothing, and have one or two. Its points lie
/// evenly between the first and the last but one, as ticks come at even times.
final class ThinnedPoints {
  private static final int MOST = 30;

  /// The longest pause within a run, in thirtieths of the window.
  private static final int LONGEST_PAUSE = 2;

  private final long lengthNanos;
  private final List<Run> runs = new ArrayList<>(2);

  /// The measures that are known for at least a third of the window, up to its end.
  ///
  /// @param stood a bit for each of them that has not changed, by index
  /// @param moved a bit for each of them that has
  record Known(long stood, long moved) {
    static final Known NONE = new Known(0, 0);
  }

  /// Equal values at some times, in nanoseconds since 1970. It changes in place, so that a process
  /// that does nothing leaves nothing behind.
  private static final class Run {
    private final MeasureValues values;
    private long first;
    private long lastButOne;
    private long last;
    private int points = 1;

    Run(MeasureValues values, long at) {
      this.values = values;
      first = at;
      lastButOne = at;
      last = at;
    }

    /// Adds a point, in place of the last one if that lies too close to the one before.
    void add(long at, long step) {
      dropLastIfCloser(step);
      lastButOne = last;
      last = at;
      points++;
    }

    void dropLastIfCloser(long step) {
      if (points > 1 && last - lastButOne < step) {
        keep(points - 1);
      }
    }

    /// Keeps the first points alone.
    void keep(int some) {
      last = time(some - 1);
      lastButOne = time(Math.max(0, some - 2));
      points = some;
    }

    /// Drops the first points.
    void drop(int some) {
      first = time(some);
      points -= some;
      lastButOne = Math.max(first, lastButOne);
    }

    /// The number of points before a time.
    int before(long at) {
      int before = 0;
      while (before < points && time(before) < at) {
        before++;
      }
      return before;
    }

    long time(int point) {
      if (point == points - 1) {
        return last;
      }
      return points == 2 ? first : first + point * (lastButOne - first) / (points - 2);
    }
  }

  /// @param length the age of the oldest point kept
  ThinnedPoints(Duration length) {
    lengthNanos = length.toNanos();
  }

  private long step() {
    return Math.max(1, lengthNanos / MOST);
  }

  /// Adds the values at a time after the last one. Of points that lie closer than a thirtieth of
  /// the window, the last one counts.
  void add(Instant at, MeasureValues values) {
    long now = nanos(at);
    if (!goesOn(now, values) || runs.getLast().points == 1) {
      dropLastIfTooClose();
    }
    if (goesOn(now, values)) {
      runs.getLast().add(now, step());
    } else {
      runs.addLast(new Run(shared(values), now));
    }
  }

  /// Whether a point belongs to the last run. After a longer pause it does not: the points would
  /// not lie where they were.
  private boolean goesOn(long now, MeasureValues values) {
    return !runs.isEmpty()
        && now - runs.getLast().last <= LONGEST_PAUSE * step()
        && runs.getLast().values.equals(values);
  }

  /// The object that has the same values, if the last run has: so a process that does nothing has
  /// one.
  private MeasureValues shared(MeasureValues values) {
    return !runs.isEmpty() && runs.getLast().values.equals(values) ? runs.getLast().values : values;
  }

  private void dropLastIfTooClose() {
    if (runs.isEmpty()) {
      return;
    }
    Run run = runs.getLast();
    if (run.points > 1) {
      run.dropLastIfCloser(step());
    } else if (runs.size() > 1 && run.last - runs.get(runs.size() - 2).last < step()) {
      runs.removeLast();
    }
  }

  /// Drops points that are too old at a time, and those that are not before it: the wall clock has
  /// been set back.
  void forgetAt(Instant at) {
    long now = nanos(at);
    while (!runs.isEmpty() && runs.getLast().last >= now) {
      int before = runs.getLast().before(now);
      if (before == 0) {
        runs.removeLast();
      } else {
        runs.getLast().keep(before);
      }
    }
    long oldest = now - lengthNanos;
    while (!runs.isEmpty() && runs.getFirst().first < oldest) {
      Run run = runs.getFirst();
      if (run.last < oldest) {
        runs.removeFirst();
      } else {
        run.drop(run.before(oldest));
      }
    }
  }

  int size() {
    int points = 0;
    for (Run run : runs) {
      points += run.points;
    }
    return points;
  }

  /// The number of runs, each of which takes memory.
  int runs() {
    return runs.size();
  }

  /// Whether the points span a third of the window: less is too little to distinguish growth from
  /// noise.
  boolean spanEnough() {
    return !runs.isEmpty() && isEnough(runs.getFirst().first);
  }

  /// Whether a time is a third of the window before the last one.
  private boolean isEnough(long time) {
    return runs.getLast().last - time >= lengthNanos / 3;
  }

  /// The measures with a slope. It is 0 for those that stood.
  Known known() {
    if (!spanEnough()) {
      return Known.NONE;
    }
    MeasureValues later = runs.getLast().values;
    long unbroken = later.known();
    long enough = 0;
    long moved = 0;
    for (int i = runs.size() - 1; i >= 0 && unbroken != 0; i--) {
      Run run = runs.get(i);
      unbroken &= run.values.known();
      moved |= unbroken & run.values.differencesTo(later);
      enough |= isEnough(run.first) ? unbroken : 0;
      later = run.values;
    }
    return new Known(enough & ~moved, enough & moved);
  }

  /// Whether the mappings have not changed from the first point to the last.
  boolean mappingsStood() {
    for (Run run : runs) {
      if (!run.values.hasMappingsOf(runs.getFirst().values)) {
        return false;
      }
    }
    return true;
  }

  /// The slope per second of one measure over the points at the end that know it; empty where these
  /// span less than a third of the window.
  OptionalDouble slope(Measure measure) {
    int from = runs.size();
    int count = 0;
    while (from > 0 && runs.get(from - 1).values.knows(measure)) {
      count += runs.get(--from).points;
    }
    if (count == 0 || !isEnough(runs.get(from).first)) {
      return OptionalDouble.empty();
    }
    double[] times = new double[count];
    long[] values = new long[count];
    int next = 0;
    for (Run run : runs.subList(from, runs.size())) {
      for (int point = 0; point < run.points; point++) {
        times[next] = (run.time(point) - runs.get(from).first) / 1e9;
        values[next++] = run.values.raw(measure.index());
      }
    }
    return SenSlope.of(times, values, count);
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000 + at.getNano();
  }
}
