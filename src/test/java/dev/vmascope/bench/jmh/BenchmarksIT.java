package dev.vmascope.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/// The benchmarks, each run once for a moment, as `bin/bench jmh` compiles and starts them.
class BenchmarksIT {
  private static final Path SOURCES = Path.of("src/test/java/dev/vmascope/bench/jmh");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static final List<Class<?>> BENCHMARKS =
      List.of(
          ParserBenchmark.class,
          ClassifierBenchmark.class,
          DiffBenchmark.class,
          WriterBenchmark.class,
          TickBenchmark.class);

  @TempDir Path folder;

  @Test
  void everyOneRuns() throws Exception {
    List<Path> sources = sources();
    assertThat(sources).hasSameSizeAs(BENCHMARKS);
    generate(sources);
    List<String> lines = run();
    for (Class<?> type : BENCHMARKS) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Benchmark.class)) {
          String name = type.getSimpleName() + "." + method.getName();
          assertThat(lines)
              .as(name)
              .anyMatch(line -> line.matches(name + " +avgt +\\d+\\.\\d+ +ns/op"));
        }
      }
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(file -> file.toString().endsWith("Benchmark.java")).toList();
    }
  }

  private void generate(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(diagnostic -> {}, Locale.ROOT, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              null,
              files,
              null,
              List.of("-proc:full", "-d", folder.toString(), "-cp", CLASS_PATH),
              null,
              files.getJavaFileObjectsFromPaths(sources));
      task.setProcessors(List.of(new BenchmarkProcessor()));
      assertThat(task.call()).isTrue();
    }
  }

  /// The output of JMH, without a JVM for each benchmark.
  private List<String> run() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("@image/jvm.options", "--enable-native-access=ALL-UNNAMED", "-cp"));
    command.addAll(List.of(folder + ":" + CLASS_PATH, Main.class.getName()));
    command.addAll(List.of("-f", "0", "-wi", "0", "-i", "1", "-r", "20ms", "-foe", "true"));
    Process jmh = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = jmh.inputReader().lines().toList();
    assertThat(jmh.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }
}
