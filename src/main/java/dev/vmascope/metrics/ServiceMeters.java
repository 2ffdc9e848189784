package dev.vmascope.metrics;

import dev.vmascope.procfs.ProcFs;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.ProcFile;
import dev.vmascope.procfs.pool.ReadStatistics;
import dev.vmascope.procfs.scan.ScanDecision;
import dev.vmascope.procfs.scan.ScanGovernor;
import dev.vmascope.sampling.saved.HistoryFile;
import dev.vmascope.sampling.tick.Sampler;
import dev.vmascope.sandbox.Restraint;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/// The meters of the service itself: its reads, the age of its sample, its security.
@Component
class ServiceMeters implements MeterBinder {
  static final String FEATURE = "vmascope.feature.available";
  static final String FEATURE_MEANS = "1 if the kernel and the credentials of the service allow it";

  private final ProcFs procFs;
  private final Sampler sampler;
  private final BuildProperties build;
  private final HistoryFile history;
  private final boolean insecure;

  ServiceMeters(
      ProcFs procFs,
      Sampler sampler,
      BuildProperties build,
      HistoryFile history,
      @Value("${vmascope.security.allow-insecure:false}") boolean insecure) {
    this.procFs = procFs;
    this.sampler = sampler;
    this.build = build;
    this.history = history;
    this.insecure = insecure;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    bindReads(registry);
    bindScans(registry);
    TimeGauge.builder(
            "vmascope.sampling.interval",
            sampler,
            TimeUnit.NANOSECONDS,
            s -> s.interval().toNanos())
        .description("Time from the start of one tick to the start of the next")
        .strongReference(true)
        .register(registry);
    TimeGauge.builder(
            "vmascope.sampling.age", sampler, TimeUnit.NANOSECONDS, s -> s.age().toNanos())
        .description("Age of the published sample")
        .strongReference(true)
        .register(registry);
    Gauge.builder("vmascope.reader.threads.busy", procFs, ProcFs::busyThreads)
        .description("Threads that are reading the kernel right now")
        .strongReference(true)
        .register(registry);
    Gauge.builder("vmascope.build.info", () -> 1)
        .description("What runs")
        .tag("version", String.valueOf(build.getVersion()))
        .register(registry);
    boolean queries = procFs.host().answersQueries();
    Gauge.builder(FEATURE, () -> queries ? 1 : 0)
        .description(FEATURE_MEANS)
        .tag("feature", "mapping-query")
        .register(registry);
    procFs
        .host()
        .seesAllGroups()
        .ifPresent(all ->
            Gauge.builder(FEATURE, () -> all ? 1 : 0)
                .description(FEATURE_MEANS)
                .tag("feature", "memory-limits")
                .register(registry));
    for (Restraint restraint : Restraint.values()) {
      Gauge.builder(FEATURE, () -> restraint.holds() ? 1 : 0)
          .description(FEATURE_MEANS)
          .tag("feature", restraint.toString())
          .register(registry);
    }
    Gauge.builder(FEATURE, () -> history.absence().isEmpty() ? 1 : 0)
        .description(FEATURE_MEANS)
        .tag("feature", HistoryFile.FEATURE)
        .register(registry);
    Gauge.builder("vmascope.insecure", () -> insecure ? 1 : 0)
        .description("1 if vmascope.security.allow-insecure lets anybody in")
        .register(registry);
  }

  private void bindReads(MeterRegistry registry) {
    ReadStatistics statistics = procFs.statistics();
    for (ProcFile file : ProcFile.values()) {
      for (OutcomeKind outcome : OutcomeKind.values()) {
        FunctionCounter.builder("vmascope.reads", statistics, s -> s.reads(file, outcome))
            .description("Reads of files of processes, by how they ended")
            .tag("file", file.fileName())
            .tag("outcome", outcome.toString())
            .register(registry);
      }
      FunctionCounter.builder("vmascope.read", statistics, s -> s.seconds(file))
          .description("Time spent reading files of processes")
          .baseUnit("seconds")
          .tag("file", file.fileName())
          .register(registry);
    }
  }

  private void bindScans(MeterRegistry registry) {
    ScanGovernor governor = procFs.scans().governor();
    for (ProcFile file : ProcFile.values()) {
      if (file.walksPageTables()) {
        for (ScanDecision.Decision decision : ScanDecision.Decision.values()) {
          FunctionCounter.builder("vmascope.scans", governor, g -> g.count(file, decision))
              .description("Reads that walk page tables, by what the governor decided")
              .tag("file", file.fileName())
              .tag("decision", decision.toString())
              .register(registry);
        }
      }
    }
    Gauge.builder("vmascope.scan.budget.ratio", governor, g -> g.report().usedRatio())
        .description("Share of the budget for walking page tables that is used up; above 1, debt")
        .strongReference(true)
        .register(registry);
    DistributionSummary error =
        DistributionSummary.builder("vmascope.scan.estimate.error.ratio")
            .description("What reads that walk page tables took, divided by the estimate")
            .serviceLevelObjectives(0.1, 1 / 3.0, 0.5, 0.8, 1, 1.25, 2, 3, 10)
            .register(registry);
    governor.addListener(
        scan -> scan.cost().ifPresent(cost -> error.record(ratio(cost, scan.estimate()))));
    Gauge.builder("vmascope.processes.quarantined", procFs, ProcFs::quarantined)
        .description("Processes that are not read for now, because a read of theirs hung")
        .strongReference(true)
        .register(registry);
  }

  private static double ratio(Duration cost, Duration estimate) {
    return (double) cost.toNanos() / Math.max(1, estimate.toNanos());
  }
}
