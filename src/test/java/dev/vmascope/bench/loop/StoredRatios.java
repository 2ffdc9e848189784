package dev.vmascope.bench.loop;

import dev.vmascope.bench.report.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The ratios of all loops to the control that somebody has accepted.
///
/// @param ratios a ratio for each loop
public record StoredRatios(Map<HotLoop, Double> ratios) {
  /// The file with a line for each loop: its name and its ratio.
  public static final Path FILE = Path.of("src/test/resources/loop-ratios.txt");

  /// The most that a ratio may be of the stored one.
  private static final double TOLERANCE = 1.1;

  /// The largest difference of most loops at once that may be one of the machine.
  private static final double MACHINE = 1.08;

  public StoredRatios {
    ratios = Map.copyOf(ratios);
  }

  /// The ratios to expect on a machine on which most loops have other ratios. A loss of a fifth in
  /// all loops at once is more than a machine may explain.
  ///
  /// @param measured the ratios of all loops on that machine
  public StoredRatios onMachineOf(Map<HotLoop, Double> measured) {
    double[] parts =
        measured.entrySet().stream()
            .mapToDouble(entry -> entry.getValue() / of(entry.getKey()))
            .toArray();
    double machine = Math.clamp(Spread.of(parts).median(), 1, MACHINE);
    Map<HotLoop, Double> expected = new EnumMap<>(HotLoop.class);
    ratios.forEach((loop, ratio) -> expected.put(loop, machine * ratio));
    return new StoredRatios(expected);
  }

  /// The ratios of the file.
  public static StoredRatios read() throws IOException {
    Map<HotLoop, Double> ratios = new EnumMap<>(HotLoop.class);
    for (String line : Files.readAllLines(FILE)) {
      String[] words = line.split(" ", -1);
      ratios.put(HotLoop.named(words[0]), Double.valueOf(words[1]));
    }
    return new StoredRatios(ratios);
  }

  /// Writes the file.
  public void write() throws IOException {
    List<String> lines = new ArrayList<>();
    for (HotLoop loop : HotLoop.values()) {
      lines.add(String.format(Locale.ROOT, "%s %.3f", loop, of(loop)));
    }
    Files.write(FILE, lines);
  }

  /// Whether a loop with this ratio has lost speed.
  public boolean isLost(HotLoop loop, double ratio) {
    return ratio > TOLERANCE * of(loop);
  }

  /// The ratio of a loop.
  public double of(HotLoop loop) {
    return Objects.requireNonNull(ratios.get(loop), loop + " has no line in " + FILE);
  }
}
