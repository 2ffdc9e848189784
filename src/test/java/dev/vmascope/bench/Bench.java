package dev.vmascope.bench;

import dev.vmascope.bench.report.CostPlot;
import dev.vmascope.bench.report.MachineFacts;
import dev.vmascope.bench.report.Report;
import dev.vmascope.bench.report.ReportFile;
import dev.vmascope.bench.report.Row;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The measurements that were chosen, run after run. `bin/bench` starts them, with the flags of the
/// image.
///
/// Each part starts the programs and the service that it measures, so that no part depends on the
/// parts before it. Rows are told as they come, and stand in one table at the end, and in plots if
/// they measure more and more of something.
final class Bench {
  /// The number of mappings of the large process.
  static final int MAPPINGS = 65_000;

  private static final Path IMAGES = Path.of("docs/images");

  private Bench() {}

  public static void main(String[] texts) throws Exception {
    BenchArguments arguments = BenchArguments.check(texts);
    MachineFacts machine = MachineFacts.now();
    Report report = new Report();
    try {
      for (int run = 1; run <= arguments.runs(); run++) {
        for (Part part : arguments.parts()) {
          tell("==> run " + run + " of " + arguments.runs() + ": " + part);
          report.begin(run, part.toString());
          run(part, row -> tell(report.add(row)));
        }
      }
      for (Path plot : CostPlot.write(IMAGES, report.merged())) {
        tell("==> drawn: " + plot);
      }
    } finally {
      // What was measured before a failure counts, too.
      publish(arguments, machine, report);
    }
  }

  private static void publish(BenchArguments arguments, MachineFacts machine, Report report)
      throws IOException {
    report.table().forEach(System.out::println);
    if (arguments.json().isPresent()) {
      ReportFile.write(arguments.json().get(), machine, report);
    }
  }

  private static void tell(String line) {
    System.err.println(line);
  }

  private static void run(Part part, Consumer<Row> rows) throws Exception {
    switch (part) {
      case LOGS -> LogBench.run(rows);
      case DIFF -> DiffBench.run(rows);
      case PARSE -> {
        try (TestProgram large = large()) {
          ListingBench.parse(large.pid(), rows);
        }
      }
      case LISTINGS -> {
        try (TestProgram large = large();
            RunningService service = unlimited()) {
          ListingBench.listings(service, large.pid(), rows);
        }
      }
      case ADDRESS -> {
        try (TestProgram large = large();
            RunningService service = unlimited()) {
          AddressBench.run(service, large.pid(), rows);
        }
      }
      case ESTIMATES -> {
        try (TestProgram _ = large();
            RunningService service = unlimited()) {
          EstimateBench.run(service, rows);
        }
      }
      case EVENTS -> EventsBench.run(rows);
      case VICTIM -> VictimBench.run(rows);
      case CROWD -> CrowdBench.run(rows);
      case PROCESSES -> {
        IncreaseBench.ofProcesses(rows);
        ManyProcessesBench.run(rows);
      }
      case MAPPINGS -> IncreaseBench.ofMappings(rows);
    }
  }

  private static TestProgram large() {
    return TestProgram.start(TestProgram.compile("many-mappings"), String.valueOf(MAPPINGS));
  }

  /// A service whose governor defers nothing, and which reads for each request.
  static RunningService unlimited() {
    return RunningService.start(
        "--vmascope.scan.cache=0s", "--vmascope.scan.budget=64", "--vmascope.scan.max-read=10s");
  }
}
