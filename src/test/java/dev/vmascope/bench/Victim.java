package dev.vmascope.bench;

import dev.vmascope.bench.report.Spread;
import dev.vmascope.systemtest.TestProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A process that maps and unmaps all the time, and measures how long that takes. It has the first
/// processor to run on, and this process, whose clients would be elsewhere, has the last.
final class Victim implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final OutputStream input;

  /// The processors of this process before; absent while it has them all.
  private @Nullable String before;

  private Victim(Process process) {
    this.process = process;
    output = process.inputReader();
    input = process.getOutputStream();
  }

  /// The times that the process measured.
  ///
  /// @param count how many there were
  /// @param median microseconds
  /// @param high 99.9 % took no longer, microseconds
  record Probes(int count, double median, double high, double longest) {
    private static Probes of(String line) {
      String[] numbers = line.split(" ", 4);
      return new Probes(
          Integer.parseInt(numbers[0]),
          Double.parseDouble(numbers[1]),
          Double.parseDouble(numbers[2]),
          Double.parseDouble(numbers[3]));
    }

    /// The time that 99.9 % did not exceed.
    Spread highNanos() {
      return Spread.exactly(high * 1e3);
    }

    String print() {
      return String.format(Locale.ROOT, "%d probes, longest %.0f µs", count, longest);
    }
  }

  /// The time in which the process measures.
  @FunctionalInterface
  interface Phase {
    void run() throws Exception;
  }

  /// Starts the process.
  ///
  /// @param arguments of the program
  static Victim start(String... arguments) throws Exception {
    Path binary = TestProgram.compile("victim");
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", binary.toString()));
    command.addAll(List.of(arguments));
    Victim victim =
        new Victim(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    if (!"READY".equals(victim.output.readLine())) {
      victim.close();
      throw new IllegalStateException("the victim did not start");
    }
    return victim;
  }

  /// Leaves the last processor to all threads of this process, and to those that they start, until
  /// the victim is closed: the next measurement has all processors again.
  void takeTheOthers() throws Exception {
    before = allowed();
    stayOn(Integer.toString(Runtime.getRuntime().availableProcessors() - 1));
  }

  private static void stayOn(String processors) throws Exception {
    String self = Long.toString(ProcessHandle.current().pid());
    Work.run("taskset", "--all-tasks", "--cpu-list", "--pid", processors, self);
  }

  private static String allowed() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("Cpus_allowed_list:"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  long pid() {
    return process.pid();
  }

  /// The times during some work.
  Probes during(Phase phase) throws Exception {
    ask();
    output.readLine();
    phase.run();
    ask();
    return Probes.of(String.valueOf(output.readLine()));
  }

  private void ask() throws IOException {
    input.write('\n');
    input.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    if (before != null) {
      try {
        stayOn(before);
      } catch (Exception e) {
        throw new IllegalStateException("this process has not got its processors back", e);
      }
    }
  }
}
