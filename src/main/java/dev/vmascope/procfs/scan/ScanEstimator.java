package dev.vmascope.procfs.scan;

import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.process.ProcessIdentity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A predictor of the processor time of page-table walks. It is linear in the mappings, the present
/// pages and the page-table entries, and corrected by the real cost of walks of this very process,
/// else by the first walks of others. (Huge pages make a process cheaper than its size, shared
/// pages more expensive.)
final class ScanEstimator {
  private static final int REMEMBERED = 1024;
  private static final double MACHINE_WEIGHT = 0.1;
  private static final double PROCESS_WEIGHT = 0.5;
  private static final double MOST_CORRECTION = 50;
  private static final double GIBIBYTE = 1L << 30;
  private static final double ENTRY_NANOS = 1;

  /// The coefficients of the first estimate, in nanoseconds. They are for opening and reading, for
  /// each mapping, and for each GiB, as measured on one virtual machine of 2026 with Linux 6.18.
  private record Model(double base, double mapping, double gibibyte) {
    double nanos(WalkSize walk) {
      return base
          + mapping * walk.mappings()
          + gibibyte * (walk.bytes() / GIBIBYTE)
          + ENTRY_NANOS * walk.entries();
    }
  }

  private static final Map<ProcFile, Model> MODELS =
      new EnumMap<>(
          Map.of(
              ProcFile.SMAPS, new Model(200_000, 2_000, 10e6),
              ProcFile.SMAPS_ROLLUP, new Model(150_000, 60, 10e6),
              ProcFile.NUMA_MAPS, new Model(150_000, 400, 8e6),
              ProcFile.PAGEMAP, new Model(150_000, 500, 5e6)));

  /// The key of the learned cost of one file of one process.
  private record Key(ProcessIdentity process, ProcFile file) {}

  private final Map<ProcFile, Double> machine = new EnumMap<>(ProcFile.class);
  private final Map<Key, Double> ofProcess =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Double> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// The expected processor time of a walk.
  Duration estimate(ProcessIdentity process, ProcFile file, WalkSize walk) {
    double others = machine.getOrDefault(file, 1.0);
    double correction = ofProcess.getOrDefault(new Key(process, file), others);
    return Duration.ofNanos((long) (model(file, walk) * correction));
  }

  /// Learns the real cost of a walk. Only the first one of a process affects the estimates of
  /// others: one that is read all the time must not decide for all.
  void learn(ProcessIdentity process, ProcFile file, WalkSize walk, Duration cost) {
    double seen = bounded(cost.toNanos() / model(file, walk));
    Key key = new Key(process, file);
    if (ofProcess.get(key) == null) {
      machine.put(file, mean(machine.getOrDefault(file, 1.0), seen, MACHINE_WEIGHT));
    }
    ofProcess.merge(key, seen, (known, latest) -> mean(known, latest, PROCESS_WEIGHT));
  }

  private static double model(ProcFile file, WalkSize walk) {
    Model model = MODELS.get(file);
    if (model == null) {
      throw new IllegalArgumentException(file + " walks no page tables");
    }
    return model.nanos(walk);
  }

  private static double bounded(double ratio) {
    return Math.clamp(ratio, 1 / MOST_CORRECTION, MOST_CORRECTION);
  }

  /// The geometric mean of two ratios: half and double cancel out.
  private static double mean(double before, double now, double weight) {
    return Math.exp((1 - weight) * Math.log(before) + weight * Math.log(now));
  }
}
