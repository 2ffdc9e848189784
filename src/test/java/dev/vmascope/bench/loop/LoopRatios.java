package dev.vmascope.bench.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The ratios of loops to their baselines, measured by a program of its own: with the options of
/// the image, and without classes that these loops do not need.
public final class LoopRatios {
  private static final int PASSES = 6;

  private LoopRatios() {}

  /// The ratios of some loops: 1 where a loop takes as long as its baseline.
  ///
  /// @param baseline which version of them that is
  /// @param part how many of its rows each loop has: 1.2 is what code would give that is so much
  ///   slower
  public static Map<HotLoop, Double> of(
      Collection<HotLoop> loops, LoopBaseline.Version baseline, double part)
      throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@image/jvm.options",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LoopRatios.class.getName(),
                loops.stream().map(HotLoop::toString).collect(Collectors.joining(",")),
                baseline.name(),
                Double.toString(part))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<HotLoop, Double> ratios = new EnumMap<>(HotLoop.class);
    program
        .inputReader()
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> ratios.put(HotLoop.named(words[0]), Double.valueOf(words[1])));
    int status = program.waitFor();
    if (status != 0 || !ratios.keySet().containsAll(loops)) {
      throw new IllegalStateException("the program ended with " + status + " after " + ratios);
    }
    return ratios;
  }

  /// Measures, and prints a line for each loop: its name, its ratio, and the sum of its results.
  public static void main(String[] arguments) throws IOException {
    LoopBaseline baseline = LoopBaseline.of(LoopBaseline.Version.valueOf(arguments[1]));
    double part = Double.parseDouble(arguments[2]);
    List<RatioRounds> all = new ArrayList<>();
    for (String name : arguments[0].split(",", -1)) {
      HotLoop loop = HotLoop.named(name);
      all.add(
          new RatioRounds(
              loop, loop.apply((int) Math.round(loop.rows() * part)), baseline.body(loop)));
    }
    for (int pass = 0; pass < PASSES; pass++) {
      for (RatioRounds rounds : all) {
        rounds.more();
      }
    }
    for (RatioRounds rounds : all) {
      System.out.printf(Locale.ROOT, "%s %.4f %d%n", rounds.loop(), rounds.ratio(), rounds.sum());
    }
  }
}
