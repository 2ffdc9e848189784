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

/// The ratios of loops to the control, measured by a program of its own: with the options of the
/// image, and without classes that these loops do not need.
public final class LoopRatios {
  /// The passes over all loops after which a ratio may be good.
  private static final int LEAST_PASSES = 3;

  private static final int MOST_PASSES = 6;

  /// The argument by which each loop has all passes.
  private static final String ALL_PASSES = "all-passes";

  private LoopRatios() {}

  /// The ratios of some loops. A loop that is not lost by the stored ratios has fewer passes.
  ///
  /// @param part how many of its rows each loop has: 1.2 is what code would give that is so much
  ///   slower
  public static Map<HotLoop, Double> judged(Collection<HotLoop> loops, double part)
      throws IOException, InterruptedException {
    return started(loops, Double.toString(part));
  }

  /// The ratios of all loops, for the file.
  public static Map<HotLoop, Double> toStore() throws IOException, InterruptedException {
    return started(List.of(HotLoop.values()), "1", ALL_PASSES);
  }

  private static Map<HotLoop, Double> started(Collection<HotLoop> loops, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@image/jvm.options");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(LoopRatios.class.getName());
    command.add(loops.stream().map(HotLoop::toString).collect(Collectors.joining(",")));
    command.addAll(List.of(arguments));
    Process program =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
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
    LoopBody control = new Control();
    boolean allPasses = arguments.length > 2 && arguments[2].equals(ALL_PASSES);
    StoredRatios stored = allPasses ? new StoredRatios(Map.of()) : StoredRatios.read();
    List<RatioRounds> all = new ArrayList<>();
    for (String name : arguments[0].split(",", -1)) {
      all.add(new RatioRounds(HotLoop.named(name), Double.parseDouble(arguments[1]), control));
    }
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      for (RatioRounds rounds : all) {
        if (allPasses || pass < LEAST_PASSES || stored.isLost(rounds.loop(), rounds.ratio())) {
          rounds.more();
        }
      }
    }
    for (RatioRounds rounds : all) {
      System.out.printf(Locale.ROOT, "%s %.4f %d%n", rounds.loop(), rounds.ratio(), rounds.sum());
    }
  }
}
