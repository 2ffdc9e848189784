package dev.vmascope.trend;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// The minima of a measure in equal blocks of time, the newest last. Equal neighbours are kept
/// once, with their number: a constant measure costs next to nothing. A block with fewer than three
/// samples, or none, resets the series.
final class BlockMinima {
  private static final int LEAST_SAMPLES = 3;

  private final long blockMillis;
  private final int most;
  private long[] values = new long[2];
  private int[] runs = new int[2];
  private int used;
  private int count;
  private long block = Long.MIN_VALUE;
  private long lowest;
  private int samples;
  private int mostMissed;

  /// @param most the maximum number of floors kept
  BlockMinima(Duration block, int most) {
    blockMillis = Math.max(1, block.toMillis());
    this.most = most;
  }

  /// Takes a value as constant from a time on until the next sample.
  void fill(Instant from, long value, Instant to) {
    long first = from.toEpochMilli() / blockMillis + 1;
    block = to.toEpochMilli() / blockMillis;
    lowest = value;
    samples = LEAST_SAMPLES;
    if (block > first) {
      append(value, (int) Math.min(most, block - first));
    }
  }

  /// Adds a sample.
  ///
  /// @return whether a block has ended with it
  boolean add(Instant at, long value) {
    long here = at.toEpochMilli() / blockMillis;
    if (mostMissed > 0 && takeUp(here, value)) {
      return true;
    }
    if (here == block) {
      lowest = Math.min(lowest, value);
      samples++;
      return false;
    }
    boolean whole = here == block + 1 && samples >= LEAST_SAMPLES;
    if (whole) {
      append(lowest, 1);
    } else {
      used = 0;
      count = 0;
    }
    block = here;
    lowest = value;
    samples = 1;
    return whole;
  }

  /// Continues after a break. The blocks in which it begins and ends count as whole. The floors of
  /// blocks without any sample are the lower of the values before and after, so that the break
  /// itself is no rise.
  ///
  /// @return whether a block has ended with it
  private boolean takeUp(long here, long value) {
    long ended = here - block;
    boolean follows = ended > 0 && ended <= mostMissed;
    if (follows) {
      append(lowest, 1);
      if (ended > 1) {
        append(Math.min(lowest, value), (int) ended - 1);
      }
      block = here;
      lowest = value;
    }
    samples = LEAST_SAMPLES;
    mostMissed = 0;
    return follows;
  }

  void write(StateWriter out) throws IOException {
    out.signed(block);
    out.signed(lowest);
    out.number(samples);
    out.number(used);
    for (int i = 0; i < used; i++) {
      out.signed(values[i]);
      out.number(runs[i]);
    }
  }

  /// Reads the floors, into an empty series.
  ///
  /// @param missed the number of blocks that may have ended until the next sample; after more of
  ///   them the series begins anew
  void read(StateReader in, int missed) throws IOException {
    block = in.signed();
    lowest = in.signed();
    samples = in.count(Integer.MAX_VALUE);
    int runsSaved = in.count(most);
    for (int i = 0; i < runsSaved; i++) {
      long value = in.signed();
      append(value, in.count(most));
    }
    mostMissed = missed;
  }

  private void append(long value, int times) {
    if (used > 0 && values[used - 1] == value) {
      runs[used - 1] += times;
    } else {
      if (used == values.length) {
        values = Arrays.copyOf(values, 2 * used);
        runs = Arrays.copyOf(runs, 2 * used);
      }
      values[used] = value;
      runs[used++] = times;
    }
    count += times;
    while (count > most) {
      dropOldest(count - most);
    }
  }

  private void dropOldest(int many) {
    int dropped = Math.min(many, runs[0]);
    runs[0] -= dropped;
    count -= dropped;
    if (runs[0] == 0) {
      used--;
      System.arraycopy(values, 1, values, 0, used);
      System.arraycopy(runs, 1, runs, 0, used);
    }
  }

  /// The number of floors.
  int count() {
    return count;
  }

  /// Twelve floors up to now, each the minimum of `blocksEach` blocks; empty if there are not as
  /// many yet.
  Optional<long[]> twelve(int blocksEach) {
    if (count < Trend.FLOORS * blocksEach) {
      return Optional.empty();
    }
    long[] floors = new long[Trend.FLOORS];
    Arrays.fill(floors, Long.MAX_VALUE);
    int newest = 0;
    for (int run = used - 1; run >= 0 && newest < Trend.FLOORS * blocksEach; run--) {
      for (int i = 0; i < runs[run] && newest < Trend.FLOORS * blocksEach; i++) {
        int place = Trend.FLOORS - 1 - newest / blocksEach;
        floors[place] = Math.min(floors[place], values[run]);
        newest++;
      }
    }
    return Optional.of(floors);
  }

  /// The highest of all floors but the `newest` newest; empty if there are no others.
  OptionalLong highestBefore(int newest) {
    int skip = newest;
    OptionalLong highest = OptionalLong.empty();
    for (int run = used - 1; run >= 0; run--) {
      if (runs[run] > skip) {
        highest = OptionalLong.of(Math.max(values[run], highest.orElse(Long.MIN_VALUE)));
      }
      skip = Math.max(0, skip - runs[run]);
    }
    return highest;
  }

  /// The size in bytes, roughly.
  int bytes() {
    return 100 + 12 * values.length;
  }
}
