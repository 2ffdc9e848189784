package dev.vmascope.trend;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/// A process's memory, made up: a shape, and the noise of real memory on it, which is white (2 MB)
/// and autocorrelated (6 MB, as pages come in chunks).
///
/// @param name of the shape
/// @param leakStartMinute from when on it leaks; negative if it does not
/// @param shape the course of one stream in MB by minutes; another one at each call
record SimulatedMemory(String name, double leakStartMinute, double memory, Course shape) {
  /// Makes the course of one stream.
  @FunctionalInterface
  interface Course {
    DoubleUnaryOperator stream(Random random);
  }

  static final double BASE = 512;
  private static final double DAY = 1_440;

  boolean leaks() {
    return leakStartMinute >= 0;
  }

  static SimulatedMemory harmless(String name, Course shape) {
    return new SimulatedMemory(name, -1, 0.98, shape);
  }

  static SimulatedMemory leak(String name, double perMinute, double from, Course beside) {
    return new SimulatedMemory(
        name,
        from,
        0.98,
        random -> {
          DoubleUnaryOperator other = beside.stream(random);
          return minute -> other.applyAsDouble(minute) + Math.max(0, minute - from) * perMinute;
        });
  }

  /// Samples in bytes, ten seconds apart.
  Samples samples(Random random) {
    return new Samples(shape.stream(random), memory, random);
  }

  /// One stream, a sample after the other.
  static final class Samples {
    private final DoubleUnaryOperator course;
    private final double memory;
    private final Random random;
    private double noise;
    private long next;

    Samples(DoubleUnaryOperator course, double memory, Random random) {
      this.course = course;
      this.memory = memory;
      this.random = random;
    }

    long next() {
      noise = memory * noise + Math.sqrt(1 - memory * memory) * 6 * random.nextGaussian();
      double megabytes =
          BASE + course.applyAsDouble(next++ / 6.0) + noise + 2 * random.nextGaussian();
      return Math.max(0, Math.round(megabytes * 1e6));
    }
  }

  static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  static double logBetween(Random random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }

  static DoubleUnaryOperator flat(Random random) {
    double level = between(random, -20, 20);
    return _ -> level;
  }

  static DoubleUnaryOperator saw(Random random) {
    double period = logBetween(random, 1, 90);
    double height = between(random, 50, 200);
    double phase = random.nextDouble();
    return minute -> height * ((minute / period + phase) % 1);
  }

  static DoubleUnaryOperator dailySaw(Random random) {
    DoubleUnaryOperator day = daily(random);
    DoubleUnaryOperator saw = saw(random);
    return minute -> day.applyAsDouble(minute) + saw.applyAsDouble(minute);
  }

  static DoubleUnaryOperator daily(Random random) {
    double height = between(random, 50, 150);
    double phase = random.nextDouble();
    return minute -> height * (1 - Math.cos(2 * Math.PI * (minute / DAY + phase)));
  }

  static DoubleUnaryOperator batch(Random random) {
    double phase = between(random, 0, 60);
    double height = between(random, 50, 300);
    return minute -> (minute + phase) % 60 < 10 ? height : 0;
  }

  static DoubleUnaryOperator steps(Random random) {
    double[] at = random.doubles(12, 0, 2 * DAY).sorted().toArray();
    double[] by = random.doubles(12, -120, 120).toArray();
    return minute -> {
      double level = 0;
      for (int i = 0; i < at.length && at[i] <= minute; i++) {
        level += by[i];
      }
      return level;
    };
  }

  static DoubleUnaryOperator fill(Random random) {
    double time = logBetween(random, 10, 720);
    double size = between(random, 100, 800);
    return minute -> size * Math.min(1, minute / time);
  }

  static DoubleUnaryOperator exponentialFill(Random random) {
    double time = logBetween(random, 10, 240);
    double size = between(random, 100, 800);
    return minute -> size * (1 - Math.exp(-minute / time));
  }

  static DoubleUnaryOperator bumps(Random random) {
    double[] at = random.doubles(4, 0, 2 * DAY).toArray();
    double[] width = random.doubles(4, 10, 90).toArray();
    double[] height = random.doubles(4, 50, 300).toArray();
    return minute -> {
      double level = 0;
      for (int i = 0; i < at.length; i++) {
        double distance = (minute - at[i]) / width[i];
        level += height[i] * Math.exp(-distance * distance);
      }
      return level;
    };
  }

  static DoubleUnaryOperator javaHeap(Random random) {
    DoubleUnaryOperator filling = fill(random);
    double period = logBetween(random, 1, 30);
    return minute -> filling.applyAsDouble(minute) + 30 * (minute / period % 1);
  }
}
